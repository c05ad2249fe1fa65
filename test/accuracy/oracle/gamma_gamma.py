#!/usr/bin/python3
"""Values of the Gamma-Gamma model from its definition, in mpmath: prints test/accuracy/gamma_gamma.csv.

The sum of x purchases of a customer is Gamma(p x, nu), nu ~ Gamma(q, gamma) over customers. Likelihood and mean
are integrals over nu.
"""
from mpmath import diff, exp, inf, log, loggamma, mp, mpf, nstr, quad, sqrt

mp.dps = 40

# CDNOW; q below 1; all but one parameter huge or tiny, as where a fit runs along a ridge.
FITS = (("6.25", "3.74", "15.44"), ("0.5", "0.9", "100"), ("50", "0.3", "0.01"), ("0.01", "0.05", "3"),
        ("1000000", "4", "0.0001"), ("3", "100000000", "1000000000"), ("0.000001", "2", "8"), ("6", "0.00001", "2"))
CUSTOMERS = ((1, "0.01"), (1, "35"), (2, "22.35"), (16, "73.73"), (17, "1000000"), (400, "8"))


def over_nu(fit, x, mean, power):
    """ln of the mean over nu of the density of `mean`, times nu^-power; nu = e^s."""
    p, q, gamma = fit
    k, scale = p * x + q - power, gamma + x * mean
    width, peak = 1 / sqrt(k), log(k / scale)
    top = k * peak - k

    def term(s):
        return exp(k * s - scale * exp(s) - top)

    low = peak - 100 / k - 12 * width
    high = peak + log(1 + 100 / k) + 12 * width
    steps = [low] + [peak - n for n in (100000, 20000, 4000, 1000, 250, 60, 15, 5) if low < peak - n < peak - 6 * width]
    steps += [peak + n * width for n in (-6, -3, 0, 3, 6) if n * width < high - peak] + [high]
    constant = q * log(gamma) - loggamma(q) + p * x * log(x) + (p * x - 1) * log(mean) - loggamma(p * x)
    return constant + top + log(quad(term, steps))


def log_likelihood(fit, x, mean):
    return over_nu(fit, x, mean, 0)


def spend(fit, x, mean):            # of one customer it is p / nu
    return fit[0] * exp(over_nu(fit, x, mean, 1) - over_nu(fit, x, mean, 0))


def closed_form(fit, x, mean):      # nu integrated out: Fader and Hardie 2013, (1a)
    p, q, gamma = fit
    return (loggamma(p * x + q) - loggamma(p * x) - loggamma(q) + q * log(gamma) + (p * x - 1) * log(mean)
            + p * x * log(x) - (p * x + q) * log(gamma + mean * x))


def slope(fit, x, mean, i):
    def at(s):
        moved = list(fit)
        moved[i] *= exp(s)
        return closed_form(moved, x, mean)
    return diff(at, 0, h=mpf(10) ** -12)


def main():
    print("quantity,p,q,gamma,x,mean,value")
    for text in FITS:
        fit = tuple(map(mpf, text))
        for x, mean in CUSTOMERS:
            wanted = log_likelihood(fit, x, mpf(mean))
            assert abs(wanted / closed_form(fit, x, mpf(mean)) - 1) < 1e-20
            print("log_likelihood", *text, x, mean, nstr(wanted, 17), sep=",")
            for i, name in enumerate(("by_p", "by_q", "by_gamma")):
                print(name, *text, x, mean, nstr(slope(fit, x, mpf(mean), i), 17), sep=",")
            if fit[0] * x + fit[1] > 1:
                print("spend", *text, x, mean, nstr(spend(fit, x, mpf(mean)), 17), sep=",")


main()
