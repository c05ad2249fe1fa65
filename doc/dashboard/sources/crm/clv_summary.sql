SELECT * FROM clv_summary
