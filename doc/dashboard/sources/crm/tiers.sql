SELECT * FROM tiers
