SELECT crm.log_likelihood(crm.fit(base, 'bg_nbd')) FROM bases
