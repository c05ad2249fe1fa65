SELECT * FROM satisfaction
