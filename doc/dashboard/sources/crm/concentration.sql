SELECT * FROM concentration
