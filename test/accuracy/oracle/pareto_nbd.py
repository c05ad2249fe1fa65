#!/usr/bin/python3
"""Test vectors of the Pareto/NBD model and its hypergeometric function, from their definitions at 40 digits or more.

pareto_nbd.py hyp2f1|race|past|future|distribution > ../pareto_nbd_NAME.csv; ten minutes in all.
"""
import itertools
import sys

from mpmath import exp, hyp2f1, inf, log, log1p, mp, mpf, nstr, quad, rf

mp.dps = 40


def show(*values):
    print(*(v if isinstance(v, str) else nstr(v, 17) for v in values), sep=",", flush=True)


def double(text):
    """The double that this text is read as."""
    return mpf(float(text))


def scaled_quad(f, cuts):
    """quad, whose tolerance is absolute, for f of any size."""
    scale = max(f(at) for begin, end in zip(cuts, cuts[1:]) for at in (begin, (begin + end) / 2))
    return scale * quad(lambda v: f(v) / scale, cuts)


def integral(f, steepness, end):
    """Of f from 0 to end, in panels over each of which the steepness, an increasing function, grows by 4."""
    cuts = [mpf(0)]
    while cuts[-1] < end and steepness(cuts[-1]) < 120:
        low, high = cuts[-1], mpf(1)
        while steepness(high) < steepness(cuts[-1]) + 4:
            low, high = high, high * 2
        for _ in range(60):
            middle = (low + high) / 2
            low, high = (middle, high) if steepness(middle) < steepness(cuts[-1]) + 4 else (low, middle)
        cuts.append(min(high, end))
    return scaled_quad(f, cuts)


# 2F1(1, q; c; z) itself.

def hyp2f1_vectors():
    show("q", "c", "z", "log")
    for q, p, z in itertools.product(
        ["1e-6", "0.05", "0.668", "1.182", "3.806", "40", "1000", "12345.6"],
        ["1e-6", "0.05", "0.704", "1", "1.5", "2", "30", "1e4"],
        ["0", "1e-9", "0.3", "0.90909090909090909", "0.998", "0.999999", "0.9999999999"],
    ):
        q, c, z = double(q), double(double(q) + double(p)), double(z)
        show(q, c, z, log(hyp2f1(1, q, c, z)))
    for q, c in [("0.5", "2"), ("3.806", "4.9"), ("1000", "1001.5"), ("1000", "3000")]:
        show(double(q), double(c), mpf(1), log(hyp2f1(1, double(q), double(c), 1)))


# mu / (lambda + mu) where lambda / alpha' and mu / beta' are gamma(a, 1) and gamma(b, 1), on average.

def second(a, b, ratio):
    if ratio <= 1:
        return b / (a + b) * hyp2f1(1, a, a + b + 1, 1 - ratio)
    return b / (a + b) / ratio * hyp2f1(1, b + 1, a + b + 1, 1 - 1 / ratio)


def race_vectors():
    show("a", "b", "ratio", "first", "second", "by_a", "by_b", "by_log_ratio")
    step = mpf(10) ** -15
    for i, (a, b, ratio) in enumerate(itertools.product(
        ["1e-6", "0.05", "0.55", "1", "7", "100", "1000.55", "1e5"],
        ["1e-6", "0.01", "0.6", "1", "2", "64", "1e4"],
        ["1e-12", "1e-4", "0.02", "0.3", "0.99", "1", "1.5", "20", "1e3", "1e8"],
    )):
        if i % 3:
            continue
        a, b, ratio = double(a), double(b), double(ratio)
        mp.dps = 60
        by = [
            (second(*[v * (1 + step * (j == k)) for k, v in enumerate((a, b, ratio))])
             - second(*[v * (1 - step * (j == k)) for k, v in enumerate((a, b, ratio))])) / (2 * step)
            for j in range(3)
        ]
        mp.dps = 40
        show(a, b, ratio, second(b, a, 1 / ratio), second(a, b, ratio), by[0] / a, by[1] / b, by[2])


# The model: lambda is gamma(r, alpha), mu is gamma(s, beta); the end comes at tau with the rate mu.

def past(r, alpha, s, beta, x, t_x, T):
    """ln likelihood and P(alive): over the time of the end, the rates integrated by hand."""
    common = rf(r, x) * alpha**r
    alive = common * (alpha + T) ** -(r + x) * (beta / (beta + T)) ** s
    ended = mpf(0)
    if t_x < T:
        ended = integral(
            lambda u: common * (alpha + t_x + u) ** -(r + x) * s / beta * (1 + (t_x + u) / beta) ** -(s + 1),
            lambda u: (r + x + 1) * log1p(u / (alpha + t_x)) + (s + 2) * log1p(u / (beta + t_x)), T - t_x)
    return log(alive + ended), alive / (alive + ended)


def future(r, alpha, s, beta, x, T, u, delta):
    """P(alive at T + u), the expected purchases until then, and the same discounted, given alive at T."""
    a, alpha, beta = r + x, alpha + T, beta + T
    alive = lambda v: (beta / (beta + v)) ** s
    purchases = lambda rate: integral(lambda v: a / alpha * alive(v) * exp(-rate * v),
                                      lambda v: (s + 2) * log1p(v / beta) + rate * v, u)
    if u == inf:
        return mpf(0), mpf(0), purchases(delta)
    return alive(u), purchases(0), purchases(delta)


def distribution(r, alpha, s, beta, x, T, u, k):
    """P(k purchases in (T, T + u]), given alive at T."""
    a, alpha, beta = r + x, alpha + T, beta + T
    count = lambda t: rf(a, k) / mp.factorial(k) * (alpha / (alpha + t)) ** a * (t / (alpha + t)) ** k
    whole = count(u) * (beta / (beta + u)) ** s
    # In y = ln(u / t), panels that shrink towards u, where large k crowd.
    cuts = [mpf(0)] + [mpf(2) ** (j / mpf(2)) for j in range(-26, 5)] + [mpf(n) for n in range(6, 110, 4)]
    ended = scaled_quad(lambda y: count(u * exp(-y)) * s / beta * (1 + u * exp(-y) / beta) ** -(s + 1) * u * exp(-y), cuts)
    return whole + ended


PARAMETERS = [
    ("0.55", "10.6", "0.61", "11.7"), ("0.6", "8", "0.7", "8"), ("1", "5", "1", "5"), ("3", "4", "1", "1e4"),
    ("0.5329", "38.0598", "64.2792", "7721.5264"), ("10.465", "0.00798565181", "3.0516", "2.82"),
    ("0.3", "1e-3", "0.02", "0.05"), ("0.01", "400", "12", "0.5"),
]


def rows(histories, extra):
    for p in PARAMETERS:
        for values in itertools.product(histories, extra):
            yield [double(v) for v in p] + [double(v) if v != "inf" else inf for v in sum(values, ())]


def past_vectors():
    show("r", "alpha", "s", "beta", "x", "t_x", "T", "ll", "palive")
    for row in rows([("0", "0", "0"), ("0", "0", "1e-6"), ("0", "0", "39"), ("0", "0", "5000"), ("1", "1e-3", "1e-3"),
                     ("1", "1e-3", "39"), ("1", "39", "39"), ("3", "38.999999", "39"), ("40", "30", "39"),
                     ("1000", "700", "700"), ("1000", "699", "700"), ("1000", "600", "700")], [()]):
        row[4] = int(row[4])
        show(*[mpf(v) for v in row], *past(*row))


def future_vectors():
    show("r", "alpha", "s", "beta", "x", "T", "u", "delta", "survival", "purchases", "discounted")
    for row in rows([("0", "0"), ("4", "39"), ("1000", "700")],
                    [("1e-6", "0.01"), ("1", "10"), ("52", "0"), ("52", "1e-4"), ("52", "0.0018"), ("52", "0.1"), ("52", "10"),
                     ("5000", "1e-4"), ("5000", "0.1"), ("inf", "1e-4"), ("inf", "10")]):
        show(*(v if v != inf else "inf" for v in row), *future(*row))


def distribution_vectors():
    show("r", "alpha", "s", "beta", "x", "T", "u", "k", "probability")
    for row in rows([("0", "0"), ("4", "39"), ("1000", "700")],
                    [("1e-3", "0"), ("1e-3", "3"), ("39", "0"), ("39", "1"), ("39", "40"), ("39", "600"), ("5000", "2"), ("5000", "2000")]):
        row[7] = int(row[7])
        show(*[mpf(v) for v in row], distribution(*row))


if __name__ == "__main__":
    globals()[sys.argv[1] + "_vectors"]()
