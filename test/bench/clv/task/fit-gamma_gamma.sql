SELECT crm.log_likelihood(crm.fit(base, 'gamma_gamma')) FROM bases
