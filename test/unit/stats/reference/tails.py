# Writes tails.tsv: ln of upper tails and of log densities by mpmath 1.3 at 60 digits for the exact doubles given.
# python3 tails.py > tails.tsv
import random
import mpmath as m
m.mp.dps = 60
random.seed(6)
u = random.uniform
def beta(x, y, a, b):
    if x * (b + 1) <= y * (a + 1):
        return x**a * y**b / m.beta(a, b) / a * m.hyp2f1(1, a + b, a + 1, x)
    return 1 - y**b * x**a / m.beta(a, b) / b * m.hyp2f1(1, a + b, b + 1, y)
def t(t, df):
    tail = beta(df / (df + t * t), t * t / (df + t * t), df / 2, m.mpf(1) / 2) / 2
    return m.log(tail if t >= 0 else 1 - tail)
functions = {
    'normal': lambda z: m.log(m.erfc(z / m.sqrt(2)) / 2),
    't': t,
    'f': lambda f, a, b: m.log(beta(b / (b + a * f), a * f / (b + a * f), b / 2, a / 2)),
    'chiSquared': lambda x, df: m.log(m.gammainc(df / 2, x / 2, m.inf, regularized=True)),
    'poisson': lambda k, mu: k * m.log(mu) - mu - m.loggamma(k + 1),
    'negativeBinomial': lambda k, mu, a: m.loggamma(k + 1 / a) - m.loggamma(1 / a) - m.loggamma(k + 1) + k * m.log(mu * a / (1 + mu * a)) - m.log1p(mu * a) / a,
}
def emit(name, *arguments):
    arguments = [float(x) for x in arguments]
    value = functions[name](*[m.mpf(x) for x in arguments])
    print('\t'.join([name, ','.join(repr(float(x)) for x in arguments), m.nstr(value, 18)]))
print('name\targuments\tlog')
for i in range(60):
    emit('normal', u(-6, 39))
    emit('t', u(-3, 8) if i % 2 else m.exp(u(0, 12)), random.randint(1, 60) if i % 3 else m.exp(u(-1, 9)))
    emit('f', m.exp(u(-3, 7)), random.randint(1, 12), random.randint(1, 60) if i % 3 else m.exp(u(-1, 9)))
    df = random.randint(1, 40)
    emit('chiSquared', df * m.exp(u(-2, 6)), df)
    mu = m.exp(u(-3, 11))
    emit('poisson', int(mu * m.exp(u(-1, 1))), mu)
    emit('negativeBinomial', int(mu * m.exp(u(-2, 2))) if i % 6 else 0, mu, m.exp(u(-18, 3)))
for z in (100, 214.6, 1000, 5e4): emit('normal', z)
emit('t', 1e30, 700); emit('t', 500, 1e5); emit('t', -1e-3, 4); emit('t', 2, 4e5)
emit('f', 1e60, 3, 700); emit('f', 40, 5, 4e5); emit('chiSquared', 92200, 1); emit('chiSquared', 1e5, 12)
