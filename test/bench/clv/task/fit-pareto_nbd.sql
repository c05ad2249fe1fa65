SELECT crm.log_likelihood(crm.fit(base, 'pareto_nbd')) FROM bases
