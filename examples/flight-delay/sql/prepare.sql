-- Arrival delay in minutes is what the model learns; a row without it teaches nothing.
SELECT date, delay, distance, origin, destination
FROM flights
WHERE delay IS NOT NULL
ORDER BY date, origin, destination
