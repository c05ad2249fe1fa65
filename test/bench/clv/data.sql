-- The histories as of the last day, and beside them what the peers read: each customer's x, t_x, T and mean
-- spend, by plain SQL. The orders are there already.
SET client_min_messages = warning;
ANALYZE orders;

CREATE UNLOGGED TABLE histories AS
SELECT customer_id, crm.history(ordered_on, amount) AS history FROM orders GROUP BY customer_id;
VACUUM (ANALYZE) histories;

CREATE UNLOGGED TABLE customers AS
WITH days AS (
    SELECT customer_id, ordered_on, sum(amount) AS amount FROM orders GROUP BY customer_id, ordered_on),
firsts AS (
    SELECT customer_id, min(ordered_on) AS first_on FROM orders GROUP BY customer_id)
SELECT count(*) - 1 AS x, max(ordered_on) - first_on AS t_x, date '1997-09-30' - first_on AS t,
       coalesce(avg(amount) FILTER (WHERE ordered_on > first_on), 0) AS mean_spend
FROM days JOIN firsts USING (customer_id) GROUP BY customer_id, first_on;

CREATE TABLE bases AS
SELECT crm.customer_base(history, '1997-09-30') AS base FROM histories;

CREATE TABLE models AS
SELECT kind, crm.fit(base, kind) AS model
FROM bases, unnest('{bg_nbd, mbg_nbd, pareto_nbd, gamma_gamma}'::crm.model_kind[]) AS kind;
ANALYZE models;
