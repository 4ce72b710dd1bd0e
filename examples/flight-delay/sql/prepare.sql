-- Arrival delay in minutes is what the model learns; a row without it teaches nothing. The origin's group is
-- no input: fairness is reported by it.
SELECT date, delay, distance, origin, destination,
  CASE WHEN origin IN ('ATL', 'ORD', 'DFW', 'LAX', 'PHX', 'DEN', 'STL', 'DTW', 'MSP', 'IAH', 'LAS', 'SFO')
    THEN 'large hub' ELSE 'other airport' END AS origin_group
FROM flights
WHERE delay IS NOT NULL
ORDER BY date, origin, destination
