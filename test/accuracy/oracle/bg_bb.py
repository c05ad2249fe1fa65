#!/usr/bin/python3
"""Values of the BG/BB model from its definition, in mpmath: prints test/accuracy/bg_bb.csv.

Someone lives through exactly i opportunities with probability E[theta (1 - theta)^i] and, alive, buys at k
named ones of n with probability E[p^k (1 - p)^(n - k)]. Both means are beta functions; everything is a sum
of their products over i, long horizons are an integral over theta of the geometric series.
"""
import sys

from mpmath import beta, binomial, diff, exp, expm1, inf, log, log1p, mp, mpf, nstr

sys.dont_write_bytecode = True          # no __pycache__ here

from sbg import over_theta              # noqa: E402

mp.dps = 40

PUBLISHED = ("1.204", "0.75", "0.657", "2.783")
ONES = ("1", "1", "1", "1")
STEADY = ("5", "2", "0.1", "30")
EXTREME = ("0.01", "0.02", "3", "0.5")
SAME_BUYERS = ("1000000", "2000000", "0.66", "2.8")
SAME_LIVES = ("1.2", "0.75", "100000", "4000000")
FITS = (PUBLISHED, ONES, STEADY, EXTREME, SAME_BUYERS, SAME_LIVES)
CUSTOMERS = ((0, 0, 0), (0, 0, 6), (1, 1, 6), (4, 5, 6), (6, 6, 6), (3, 40, 52), (52, 52, 52), (0, 0, 365), (20, 200, 365))


def buys(fit, k, n):
    a, b = fit[:2]
    return beta(a + k, b + n - k) / beta(a, b)


def lives(fit, n):
    c, d = fit[2:]
    return beta(c, d + n) / beta(c, d)


def dies_after(fit, n):
    c, d = fit[2:]
    return beta(c + 1, d + n) / beta(c, d)


def likelihood(fit, x, t_x, seen):
    return buys(fit, x, seen) * lives(fit, seen) + sum(buys(fit, x, i) * dies_after(fit, i) for i in range(t_x, seen))


def p_alive(fit, x, t_x, seen):
    return buys(fit, x, seen) * lives(fit, seen) / likelihood(fit, x, t_x, seen)


def slope(fit, customer, i):
    def at(s):
        moved = list(fit)
        moved[i] *= exp(s)
        return log(likelihood(moved, *customer))
    return diff(at, 0, h=mpf(10) ** -12)


def survival(fit, seen, u):
    return lives(fit, seen + u) / lives(fit, seen)


def purchases(fit, x, seen, u, delta):
    a, b, c, d = fit
    rate = (a + x) / (a + b + seen)
    if u <= 60:
        return rate * sum(survival(fit, seen, k) * exp(-delta * k) for k in range(1, u + 1))

    def series(theta, stays):           # of e^(-delta k) (1 - theta)^k, k = 1 .. u
        ratio = -delta + (log(stays) if theta > 0.5 else log1p(-theta))
        return exp(ratio) / -expm1(ratio) * (1 if u == inf else -expm1(u * ratio))

    return rate * over_theta(c, d + seen, series)


def probability(fit, x, seen, u, k):
    a, b, c, d = fit
    now = (a + x, b + seen - x, c, d + seen)
    total = sum(binomial(i, k) * buys(now, k, i) * dies_after(now, i) for i in range(k, u))
    return total + binomial(u, k) * buys(now, k, u) * lives(now, u)


def row(quantity, fit, x="", t_x="", seen="", u="", d="", k="", value=0):
    print(quantity, *fit, x, t_x, seen, u, d, k, nstr(value, 17), sep=",")


def main():
    print("quantity,alpha,beta,gamma,delta,x,t_x,T,u,discount,k,value")
    for text in FITS:
        fit = tuple(map(mpf, text))
        for x, t_x, seen in CUSTOMERS:
            if seen > 0:
                row("log_likelihood", text, x, t_x, seen, value=log(likelihood(fit, x, t_x, seen)))
                row("p_alive", text, x, t_x, seen, value=p_alive(fit, x, t_x, seen))
                for i, name in enumerate(("alpha", "beta", "gamma", "delta")):
                    row("slope", text, x, t_x, seen, k=i, value=slope(fit, (x, t_x, seen), i))
            for u in (1, 7, 500):
                row("survival", text, x, t_x, seen, u, value=survival(fit, seen, u))
        for x, t_x, seen in CUSTOMERS[:3] + CUSTOMERS[5:7]:
            for u, d in ((1, "0.1"), (5, "0"), (60, "0.002"), (1000, "0"), (20000, "0"), (20000, "0.0001"), (100000, "0.000001"),
                         (inf, "0.1"), (inf, "0.002"), (inf, "0.00001")):
                size = "inf" if u == inf else u
                row("discounted", text, x, t_x, seen, size, d, value=purchases(fit, x, seen, u, log1p(mpf(d))))
        for x, t_x, seen in (CUSTOMERS[0], CUSTOMERS[3], CUSTOMERS[6]):
            for u, ks in ((0, (0, 1)), (1, (0, 1)), (10, (0, 3, 10, 11)), (300, (0, 1, 100, 299, 300))):
                for k in ks:
                    row("probability", text, x, t_x, seen, u, k=k, value=probability(fit, x, seen, u, k))


main()
