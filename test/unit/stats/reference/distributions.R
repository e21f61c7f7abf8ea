# Writes quantiles.tsv, hypergeometric.tsv, binomial.tsv, rank-sum.tsv, kolmogorov-smirnov.tsv, ranks.tsv (R 4.2.2).
# Rscript distributions.R
set.seed(7)
join <- function(x) paste(sprintf("%.17g", x), collapse = ",")
save <- function(name, rows) writeLines(c(paste(names(rows[[1]]), collapse = "\t"), vapply(rows, paste, "", collapse = "\t")), paste0(name, ".tsv"))
columns <- function(name, ...) {
  columns <- list(...)
  writeLines(c(paste(names(columns), collapse = "\t"), do.call(paste, c(lapply(columns, sprintf, fmt = "%.17g"), sep = "\t"))), paste0(name, ".tsv"))
}
grid <- expand.grid(p = c(0.01, 0.3, 0.5, 0.9, 0.99), df1 = c(1, 2, 3, 5, 12), df2 = c(1, 2, 4, 6, 11, 94, 1000))
columns("quantiles", p = grid$p, df1 = grid$df1, df2 = grid$df2, f = qf(grid$p, grid$df1, grid$df2),
  t = qt(grid$p, grid$df2), z = qnorm(grid$p), chi = qchisq(grid$p, grid$df1))

n <- 300
population <- round(exp(runif(n, 1, 14))); marked <- round(population * runif(n)^2); drawn <- round(population * runif(n)^2)
hits <- pmax(0, pmin(marked, drawn, round(marked * drawn / population * exp(rnorm(n, 0, 0.5)) + rnorm(n, 0, 2))))
columns("hypergeometric", hits = hits, population = population, marked = marked, drawn = drawn,
  density = dhyper(hits, marked, population - marked, drawn, log = TRUE),
  upper = phyper(hits - 1, marked, population - marked, drawn, lower.tail = FALSE, log.p = TRUE),
  lower = phyper(hits, marked, population - marked, drawn, log.p = TRUE))

size <- round(exp(runif(n, 0, 10))); p <- runif(n)^3; k <- pmax(0, pmin(size, round(size * p * exp(rnorm(n, 0, 0.5)))))
columns("binomial", k = k, size = size, p = p, density = dbinom(k, size, p, log = TRUE),
  upper = pbinom(k - 1, size, p, lower.tail = FALSE, log.p = TRUE), lower = pbinom(k, size, p, log.p = TRUE))

two <- function(test) function(x, y) {
  rows <- lapply(c("two.sided", "greater", "less"), function(alternative) {
    result <- suppressWarnings(test(x, y, alternative))
    c(alternative = sub("\\.", "-", alternative), x = join(x), y = join(y), statistic = sprintf("%.17g", result$statistic), p = sprintf("%.17g", result$p.value))
  })
}
samples <- list(
  list(rnorm(6), rnorm(9) + 1), list(rnorm(49), rnorm(30) + 0.4), list(round(rnorm(12), 1), round(rnorm(15), 1)),
  list(rnorm(60), rnorm(50) + 1), list(round(rexp(300), 1), round(rexp(90) * 3, 1)), list(rnorm(200) - 4, rnorm(150) + 4),
  list(c(1, 2, 3), c(1, 2, 3)), list(5, c(1, 2)), list(c(-1.2, -.8, -.5, -.1, .05), c(-.3, -.1, 0, .1, .2, .35, .6)))
apply2 <- function(test) do.call(c, lapply(samples, function(s) two(test)(s[[1]], s[[2]])))
save("rank-sum", apply2(function(x, y, alternative) wilcox.test(x, y, alternative = alternative)))
save("kolmogorov-smirnov", apply2(function(x, y, alternative) ks.test(x, y, alternative = alternative)))

f <- list(cubic = function(x) x^3 - 2 * x - 5, steep = function(x) exp(8 * x) - 3, flat = function(x) (x - 1)^5, kink = function(x) ifelse(x < 0.3, x - 1, x + 1))
g <- list(bowl = function(x) (x - 0.3)^2, valley = function(x) x^4 - 3 * x^3 + 2, wave = function(x) sin(3 * x) + 0.1 * x^2, end = function(x) -x)
solve <- function(kind, name, lower, upper, tolerance, value) c(kind = kind, name = name, lower = lower, upper = upper, tolerance = sprintf("%.17g", tolerance), value = sprintf("%.17g", value))
save("solvers", c(
  lapply(names(f), function(name) solve("root", name, -1, 3.5, .Machine$double.eps^0.25, uniroot(f[[name]], c(-1, 3.5))$root)),
  lapply(names(f), function(name) solve("root", name, -1, 3.5, 1e-10, uniroot(f[[name]], c(-1, 3.5), tol = 1e-10)$root)),
  lapply(names(g), function(name) solve("minimum", name, -2, 4, .Machine$double.eps^0.25, optimize(g[[name]], c(-2, 4))$minimum)),
  lapply(names(g), function(name) solve("minimum", name, -2, 4, 1e-8, optimize(g[[name]], c(-2, 4), tol = 1e-8)$minimum))))
