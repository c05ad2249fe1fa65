# What the runs of clv.sh found: lines "ours|peer TASK cpu elapsed value", "parameter TASK NAME value ours", and
# "base customers triples repeaters". Bounds hold for a million customers.

$1 == "base" { customers = $2; triples = $3; repeaters = $4 }
$1 == "ours" || $1 == "peer" {
	key = $1 " " $2
	n[key]++
	cpu[key, n[key]] = $3
	elapsed[key, n[key]] = $4
	value[key] = $5
}
$1 == "parameter" && $5 != "-" {
	if (!(($2, $3) in seen)) parameters++
	seen[$2, $3] = 1
	off = $4 / $5 - 1
	off = off < 0 ? -off : off
	if (off > worst) { worst = off; worst_of = $2 " " $3 }
}

function median(of, key,    i, j, t, v, m) {
	m = n[key]
	for (i = 1; i <= m; i++) {
		t = of == "cpu" ? cpu[key, i] : elapsed[key, i]
		for (j = i - 1; j > 0 && v[j] > t; j--) v[j + 1] = v[j]
		v[j + 1] = t
	}
	return m % 2 ? v[(m + 1) / 2] : (v[m / 2] + v[m / 2 + 1]) / 2
}

# Net of the scan that is taken away, where there is one.
function net(of, task, minus) {
	return median(of, "ours " task) - (minus == "" ? 0 : median(of, "ours " minus))
}

# Ours beside the peer's, where there is one; a bound of "-" is none.
function line(label, task, peer, minus, bound,    ours, theirs) {
	ours = net("cpu", task, minus)
	printf "  %-42s %7.3f s (%7.3f s)", label, ours, net("elapsed", task, minus)
	if (("peer " peer) in n) {
		theirs = median("cpu", "peer " peer)
		printf " %8.3f s", theirs
		if (theirs > 0) printf "  %6.4f", ours / theirs
	}
	limit(ours, bound, " s")
}

function limit(x, bound, unit) {
	if (bound != "-" && customers == 1000000)
		printf "   at most %g%s%s", bound, unit, (x > bound ? ": MISSED" : "")
	print ""
}

function agreement(label, task,    ours, theirs) {
	if (!(("peer " task) in n)) return
	ours = value["ours " task]
	theirs = value["peer " task]
	printf "  %-42s %.0f, scipy's %.0f: %+.4f %%\n", label, ours, theirs, 100 * (theirs / ours - 1)
}

END {
	printf "%d customers, %d repeaters, %d distinct (x, t_x, T); median of %d runs\n", customers, repeaters, triples, n["ours scan"]
	printf "%-44s %9s %11s %10s   %s\n", "CPU of one process (elapsed)", "crm_ext", "", "scipy", "ratio"
	line("stored histories: count where orders > 0", "scan", "", "", "-")
	line("their base", "base", "", "", "-")
	ratio = median("cpu", "ours base") / median("cpu", "ours scan")
	printf "  %-42s %7.2f", "  of the count", ratio
	limit(ratio, 1.5, "")
	line("fit bg_nbd, beside distinct rows", "fit-bg_nbd", "fit-bg_nbd", "", 0.3)
	if ("peer fit-bg_nbd-all" in n) line("fit bg_nbd, beside a row a customer", "fit-bg_nbd", "fit-bg_nbd-all", "", "-")
	line("fit mbg_nbd, beside distinct rows", "fit-mbg_nbd", "fit-mbg_nbd", "", 0.3)
	line("fit pareto_nbd, beside distinct rows", "fit-pareto_nbd", "fit-pareto_nbd", "", 2)
	line("fit gamma_gamma", "fit-gamma_gamma", "fit-gamma_gamma", "", 0.5)
	line("sum of crm.orders: the scan", "ask-scan", "", "", "-")
	line("p_alive, above the scan", "ask-p_alive", "ask-p_alive", "ask-scan", "-")
	line("expected_purchases, 273 days, above it", "ask-expected_purchases", "ask-expected_purchases", "ask-scan", 0.5)
	line("clv, 365 days, discounted, above it", "ask-clv", "ask-clv", "ask-scan", 1.5)
	if (parameters == 0) exit
	printf "scipy's distinct rows: np.unique, %.3f s, not counted above\n", median("cpu", "peer collapse")
	printf "Of %d fitted parameters the farthest apart, %s, is so by %.1e", parameters, worst_of, worst
	limit(worst, 0.0001, "")
	agreement("sum of p_alive", "ask-p_alive")
	agreement("sum of expected_purchases", "ask-expected_purchases")
	agreement("sum of clv (scipy's by month)", "ask-clv")
}
