#!/usr/bin/python3
"""Values of the BG/NBD and MBG/NBD models from their definitions, in mpmath.

    bg_nbd.py survival | discounted | pmf    prints test/accuracy/bg_nbd_NAME.csv
    bg_nbd.py check                                  two ways to each kind of value, side by side

A customer who is alive buys at the rate lambda ~ Gamma(r + x, alpha + T) and drops out after a purchase
with probability p ~ Beta(a, b + x), of MBG/NBD Beta(a, b + x + 1), independently. Nothing here transforms
a series: means over lambda and p are integrals, probabilities sums of positive terms, and the one special
function, 2F1 or 1F1, is the mean over p that defines it (Euler's integral), by mpmath.
"""
import sys
from functools import lru_cache

from mpmath import beta, exp, factorial, hyp1f1, hyp2f1, inf, log, loggamma, mp, mpf, nstr, quad, rf, sqrt

mp.dps = 25

CDNOW = ("0.243", "4.414", "0.793", "2.426")
TINY_A = ("0.5458741247391189", "13.409316394557274", "0.0009994943799344323", "0.03899022243378801")
BELOW_1 = ("0.11", "2.24", "0.31", "0.5")
ONES = ("1", "1", "1", "1")
NEAR_1 = ("0.7", "5", "1.000000001", "0.4")
DENSE = ("0.05", "0.01", "0.5", "20")
STEADY = ("10", "1", "0.2", "3")
RIDGE = ("0.6659298168", "38.18989813", "1222.81635", "9043.782247")
THOUSANDS = ("25", "300", "2000", "900")
FITS = (CDNOW, TINY_A, BELOW_1, ONES, NEAR_1, DENSE, STEADY, RIDGE, THOUSANDS)
CUSTOMERS = ((0, "0"), (0, "39"), (1, "39"), (10, "39"), (26, "31"), (1000, "100"))
HORIZONS = ("0.01", "1", "52", "520", "20000")
CONCENTRATED = 100              # mpmath's 2F1 fails from about here on
DISCOUNTS = ("0.0001", "0.0027", "0.05", "1", "10")


def posterior(fit, x, seen, model):
    r, alpha, a, b = map(mpf, fit)
    return r + x, alpha + mpf(seen), a, b + x + (model == "mbg")


def over_rate(r, alpha, f):
    """The mean of f(lambda), in t = ln(lambda / mean)."""
    width = 1 / sqrt(r)
    low = -110 / r - 12 * width
    high = log(1 + 110 / r) + 12 * width
    points = [low]
    points += [-k for k in (1600, 400, 100, 40, 20, 10, 5, 2) if low < -k < -6 * width]
    points += [k * width for k in (-6, -3, 0, 3, 6) if low < k * width < high]
    points += [high]
    top = r * log(r) - loggamma(r) - r
    return quad(lambda t: exp(top + r * (t - exp(t) + 1)) * f(r / alpha * exp(t)), points)


@lru_cache
def dropout_nodes(a, b):
    """p and weight of the trapezoidal rule in the logit of p, where the density is all but normal."""
    mean, step = a / (a + b), sqrt(1 / a + 1 / b) / 4
    grown = [1 - mean + mean * exp(k * step) for k in range(-60, 61)]
    density = [exp(a * k * step - (a + b) * log(g)) for k, g in zip(range(-60, 61), grown)]
    return [(mean * exp(k * step) / g, d / sum(density)) for k, g, d in zip(range(-60, 61), grown, density)]


def over_dropout(a, b, f):
    """The mean of f(p), in the logit of p, measured from that of the mean."""
    width = sqrt(1 / a + 1 / b)
    if min(a, b) > CONCENTRATED:
        return sum(weight * f(p) for p, weight in dropout_nodes(a, b))
    low, high = -110 / a - 12, 110 / b + 12
    points = [low]
    points += [-k for k in (100000, 20000, 5000, 1000, 250, 60, 15, 5) if low < -k < -6 * min(width, 1)]
    points += [k * min(width, 1) for k in (-6, -3, 0, 3, 6)]
    points += [k for k in (5, 15, 60, 250, 1000) if 6 * min(width, 1) < k < high]
    points += [high]
    mean, norm = a / (a + b), loggamma(a + b) - loggamma(a) - loggamma(b)

    def density(s):
        grown = 1 - mean + mean * exp(s)
        return exp(norm + a * (log(mean) + s) + b * log(1 - mean) - (a + b) * log(grown)) * f(mean * exp(s) / grown)
    return quad(density, points)


def survival(fit, x, seen, u, model):
    """
    E e^(-lambda p u): over lambda it is (1 + p u / alpha)^-r, over p an integral. Where that has its mass far
    from the density's, the sum over n of the chance of n purchases without dropout times E (1 - p)^n.
    """
    r, alpha, a, b = posterior(fit, x, seen, model)
    u = mpf(u)
    if a < CONCENTRATED:
        return over_dropout(a, b, lambda p: (1 + p * u / alpha) ** -r)
    z = u / (alpha + u)
    term = total = (1 - z) ** r
    n = 0
    while True:
        ratio = (r + n) * (b + n) / ((n + 1) * (a + b + n)) * z
        term *= ratio
        total += term
        n += 1
        if ratio < 1 and term < (1 - ratio) * total * mpf(10) ** -25:
            return total


def discounted_rate(rate, a, b, u, delta):
    """E rate (1 - e^(-(rate p + delta) u)) / (rate p + delta) over p, by an integral over the horizon."""
    if u == inf and a < CONCENTRATED:
        return rate / delta * hyp2f1(1, a, a + b, -rate / delta)
    return over_dropout(a, b, lambda p: -rate * mp.expm1(-(rate * p + delta) * u) / (rate * p + delta))


def discounted(fit, x, seen, u, delta, model):
    """The integral over the horizon of e^(-delta v) E lambda e^(-lambda p v), or over lambda where that has no end."""
    r, alpha, a, b = posterior(fit, x, seen, model)
    u, delta = mpf(u), mpf(delta)
    if u == inf:
        return over_rate(r, alpha, lambda rate: discounted_rate(rate, a, b, u, delta))
    end = min(u, 100 / delta)
    points = [mpf(0)] + sorted(p for p in {alpha * mpf(10) ** k / 30 for k in range(0, 9)} | {1 / delta, 10 / delta}
                               if p < end) + [end]
    if a < CONCENTRATED:
        return quad(lambda v: exp(-delta * v) * r / alpha * hyp2f1(r + 1, a, a + b, -v / alpha), points)
    return quad(lambda v: exp(-delta * v) * r / alpha * over_dropout(a, b, lambda p: (1 + p * v / alpha) ** (-r - 1)), points)


def pmf(r, alpha, a, b, u, n):
    """Given lambda, n purchases that left the customer alive or at least n, the n-th of them the last."""
    z = u / (alpha + u)

    def exactly(k):
        return rf(r, k) / factorial(k) * (1 - z) ** r * z ** k
    tail, k = mpf(0), n
    while True:
        term = exactly(k)
        tail += term
        if term < tail * mpf(10) ** -(mp.dps - 5) and term * z < tail * (1 - z) * mpf(10) ** -25:
            break
        k += 1
    alive = beta(a, b + n) / beta(a, b) * exactly(n)
    return alive + (beta(a + 1, b + n - 1) / beta(a, b) * tail if n else 0)


def pmf_by_rate(r, alpha, a, b, u, n):
    # The tolerance of quad() is absolute: of something near 1.
    size = pmf(r, alpha, a, b, u, n)

    def given(rate):
        mean = rate * u
        exactly = exp(n * log(mean) - mean - loggamma(n + 1))
        return (beta(a, b + n) / beta(a, b) * exactly +
                (beta(a + 1, b + n - 1) / beta(a, b) * exactly * hyp1f1(1, n + 1, mean) if n else 0)) / size
    return over_rate(r, alpha, given) * size


def number(v):
    return nstr(v, 17, min_fixed=-4, max_fixed=17)


def rows(name):
    if name == "survival":
        yield "r,alpha,a,b,x,t,u,bg,mbg"
        for fit in FITS:
            for i, (x, seen) in enumerate(CUSTOMERS):
                for u in (HORIZONS if i in (0, 3) else ("52", "520")):
                    values = [survival(fit, x, seen, u, m) for m in ("bg", "mbg")]
                    yield ",".join(fit + (str(x), seen, u) + tuple(map(number, values)))
    elif name == "discounted":
        yield "r,alpha,a,b,x,t,u,delta,bg,mbg"
        for f, fit in enumerate(FITS):
            for i, (x, seen) in enumerate(CUSTOMERS):
                pairs = [(HORIZONS[1 + (f + i + j) % 4], DISCOUNTS[(f + 2 * i + j) % 5]) for j in range(3)]
                for u, delta in pairs + [("inf", DISCOUNTS[(f + i) % 5]), ("inf", DISCOUNTS[(f + i + 2) % 5])]:
                    values = [discounted(fit, x, seen, u, delta, m) for m in ("bg", "mbg")]
                    yield ",".join(fit + (str(x), seen, u, delta) + tuple(map(number, values)))
    elif name == "pmf":
        yield "r,alpha,a,b,x,t,u,n,bg,mbg"
        for fit in FITS:
            for x, seen, u, n in ((0, "0", "1", 50), (0, "0", "2", 50), (3, "39", "52", 0), (3, "39", "52", 7),
                                  (26, "31", "520", 1), (26, "31", "520", 400), (1000, "100", "52", 3),
                                  (1000, "100", "52", 500), (1000, "100", "52", 900)):
                values = [pmf(*posterior(fit, x, seen, m), mpf(u), n) for m in ("bg", "mbg")]
                yield ",".join(fit + (str(x), seen, u, str(n)) + tuple(map(number, values)))


def check():
    """Each kind of value by a second way that shares nothing with the first but the density."""
    def show(what, one, two):
        print("%-40s %s %s" % (what, nstr(one, 20), nstr(abs(one / two - 1), 3)))
    mp.dps = 16
    for fit in (CDNOW, BELOW_1, ONES):
        for x, seen in ((0, "39"), (10, "39")):
            r, alpha, a, b = posterior(fit, x, seen, "bg")
            show("survival 52", survival(fit, x, seen, "52", "bg"),
                 over_rate(r, alpha, lambda rate: hyp1f1(a, a + b, -rate * 52)))
            show("discounted 52 .05", discounted(fit, x, seen, "52", "0.05", "bg"),
                 over_rate(r, alpha, lambda rate: discounted_rate(rate, a, b, mpf(52), mpf("0.05"))))
            show("DERT .05", discounted(fit, x, seen, "inf", "0.05", "bg"),
                 discounted(fit, x, seen, "1e9", "0.05", "bg"))
            show("pmf 20 at 52", pmf(r, alpha, a, b, mpf(52), 20), pmf_by_rate(r, alpha, a, b, mpf(52), 20))


def main(name):
    if name == "check":
        check()
    else:
        for row in rows(name):
            print(row, flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
