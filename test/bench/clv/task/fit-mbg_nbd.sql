SELECT crm.log_likelihood(crm.fit(base, 'mbg_nbd')) FROM bases
