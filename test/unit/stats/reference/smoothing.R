# Writes p-adjust.tsv, quantile.tsv, lowess.tsv, spline.tsv, gamma-glm.tsv with R 4.2.2 and Hmisc 4.8.0. Rscript smoothing.R
set.seed(3)
join <- function(x) paste(sprintf("%.17g", x), collapse = ",")
save <- function(name, ...) {
  rows <- list(...)
  header <- paste(names(rows[[1]]), collapse = "\t")
  writeLines(c(header, vapply(rows, function(row) paste(row, collapse = "\t"), "")), paste0(name, ".tsv"))
}

p <- c(runif(60)^3, NA, 0, 1, 0.02, 0.02, NA, 1e-300)
adjusted <- function(method) c(method = method, p = join(p), adjusted = join(p.adjust(p, method)))
save("p-adjust", adjusted("BH"), adjusted("BY"), adjusted("holm"), adjusted("bonferroni"), adjusted("none"))

x <- sort(rexp(37)); ties <- sort(round(rexp(41), 1)); w <- c(0, 0, rexp(39))
probs <- c(0, 0.05, 0.25, 1 / 3, 0.5, 0.75, 0.9, 0.95, 0.999, 1, seq(0.11, 0.95, length = 50))
weighted <- function(x, w) Hmisc::wtd.quantile(x, w, probs[2:12], normwt = TRUE)
mixed <- sample(ties)
save("quantile",
  c(kind = "type7", x = join(x), w = "", p = join(probs), result = join(quantile(x, probs))),
  c("type7", join(ties), "", join(probs), join(quantile(ties, probs))),
  c("weighted", join(ties), join(w), join(probs[2:12]), join(weighted(ties, w))),
  c("weighted", join(x), join(rep(2, 37)), join(probs[2:12]), join(weighted(x, rep(2, 37)))),
  c("median", join(x[37:1]), "", "", join(c(median(x), mad(x)))),
  c("median", join(mixed[1:40]), "", "", join(c(median(mixed[1:40]), mad(mixed[1:40])))))

smooth <- function(x, y, f = 2/3, iter = 3, delta = 0.01 * diff(range(x))) {
  fit <- lowess(x, y, f, iter, delta)
  c(span = f, iterations = iter, delta = sprintf("%.17g", delta), x = join(x), y = join(y), fitted = join(fit$y[order(order(x))]))
}
x <- runif(80); y <- sin(5 * x) + rnorm(80, sd = 0.3); y[7] <- 20
save("lowess", smooth(x, y), smooth(x, y, 0.2), smooth(x, y, 0.2, 0, 0), smooth(x, y, 0.5, 1, 0.1),
  smooth(round(x, 1), y, 0.3), smooth(round(x, 1), y, 0.1), smooth(rep(1, 10), y[1:10]), smooth(1:3, c(1, 5, 2)),
  smooth(seq(0.1, 0.95, length = 50), round(300 * dbeta(seq(0.1, 0.95, length = 50), 3, 4)), 0.2), smooth(x, 2 * x))

spline <- function(x, y, at) c(x = join(x), y = join(y), at = join(at), value = join(splinefun(x, y, "fmm")(at)))
x <- sort(rnorm(12)); y <- cos(x)
save("spline", spline(x, y, seq(-4, 4, 0.25)), spline(x[1:3], y[1:3], seq(-4, 4, 0.5)), spline(x[1:2], y[1:2], -1:1),
  spline(x[1:4], y[1:4], seq(-3, 3, 0.5)))

gamma <- function(y, x, start) {
  fit <- try(suppressWarnings(glm(y ~ x, family = Gamma(link = "identity"), start = start)), silent = TRUE)
  result <- if (inherits(fit, "try-error")) c(NA, NA, NA, NA) else c(coef(fit), fit$converged, fit$iter)
  c(start = join(start), y = join(y), x = join(x), result = join(result))
}
mean <- exp(runif(300, 0, 9)); y <- (0.05 + 2 / mean) * rgamma(300, 2) / 2
save("gamma-glm", gamma(y, 1 / mean, c(0.1, 1)), gamma(y[1:30], 1 / mean[1:30], c(0.1, 1)),
  gamma(rgamma(40, 1), 1 / mean[1:40], c(0.1, 1)), gamma(y, 1 / mean, c(-1, 1)),
  gamma(2e-4 + 5e-3 / mean, 1 / mean, c(0.1, 1)), gamma(c(4, 1, 3, 1e-6, 9, 30), c(1, 2, 3, 4, 5, 0.01), c(0.1, 1)),
  gamma(c(1, 2, 30, 400), c(4, 3, 2, 0.5), c(0.1, 1)))
