SELECT customer, crm.survey(answer) FROM responses GROUP BY customer
