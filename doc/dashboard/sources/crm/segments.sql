SELECT * FROM segments
