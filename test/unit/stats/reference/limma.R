# Writes weighted-lowess.tsv and trigamma-inverse.tsv by limma 3.54.1. Rscript limma.R
library(limma)
set.seed(8)
join <- function(x) paste(sprintf("%.17g", x), collapse = ",")
row <- function(x, y, w, span, points, iterations = 1) c(span = span, points = points, iterations = iterations,
  x = join(x), y = join(y), weights = join(w),
  fitted = join(weightedLowess(x, y, w, npts = points, span = span, iterations = iterations)$fitted))
x <- rnorm(400, 4, 2); y <- sin(x) + rnorm(400, sd = 0.3); w <- rgamma(400, 2)
rows <- list(row(x, y, w, 0.3, 200), row(x[1:90], y[1:90], w[1:90], 0.5, 200), row(x, y, w^4, 0.1, 30), row(round(x[1:200]), y[1:200], w[1:200], 0.3, 50),
  row(x[1:5], y[1:5], w[1:5], 1, 200), row(x, y, w, 0.3, 200, 4), row(x, y^3, rep(1, 400), 0.5, 50, 4),
  row(round(x[1:200]), y[1:200], w[1:200], 0.3, 50, 3))
writeLines(c(paste(names(rows[[1]]), collapse = "\t"), vapply(rows, paste, "", collapse = "\t")), "weighted-lowess.tsv")
x <- c(exp(seq(-18, 20, length = 120)), 0)
writeLines(c("x\ttrigammaInverse", sprintf("%.17g\t%.17g", x, trigammaInverse(x))), "trigamma-inverse.tsv")
