-- What is known before departure, and the delay in minutes, without the one flight in a hundred whose
-- delay says more about the record than about the flight.
SELECT hour(date) AS hour, dayofweek(date) AS weekday, distance, origin, destination, delay
FROM flights
WHERE delay BETWEEN -60 AND 240
ORDER BY date, origin, destination
