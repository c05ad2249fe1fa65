SELECT * FROM lifecycle
