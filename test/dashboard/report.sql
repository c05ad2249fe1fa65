CREATE ROLE dashboard LOGIN;
SELECT crm.create_report('orders', 'customer_id', 'ordered_at', 'amount',
    product => 'product', market => 'market',
    survey => 'answers', answer => 'answer', answered_at => 'answered_at',
    purchase_model => 'pareto_nbd', readers => 'dashboard');
