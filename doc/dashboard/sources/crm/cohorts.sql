SELECT * FROM cohorts
