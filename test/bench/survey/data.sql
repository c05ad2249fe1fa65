CREATE TABLE responses AS
SELECT (i * 7919::bigint % 1000003 % :customers)::integer AS customer, (i % 1000)::integer AS shop, (i * 7907::bigint % 97 % 11)::integer AS answer
FROM generate_series(1, :responses) i;
VACUUM ANALYZE responses;
