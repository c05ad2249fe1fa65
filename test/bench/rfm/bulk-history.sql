SELECT * FROM crm.histories('SELECT customer_id, ordered_on, amount FROM orders', NULL::integer)
