# Writes locfit.tsv: fits and predictions by locfit 1.5-9.7 on simulated dispersions. Rscript locfit.R
suppressMessages(library(locfit))
set.seed(4)
join <- function(x) paste(sprintf("%.17g", x), collapse = ",")
row <- function(x, y, w, span, degree, at) {
  fit <- locfit(y ~ x, weights = w, alpha = span, deg = degree)
  c(span = span, degree = degree, x = join(x), y = join(y), weights = join(w), at = join(at), value = join(predict(fit, at)))
}
x <- log(rgamma(400, 0.4) * 500 + 0.1); w <- exp(x); y <- log(0.1 + 3 / w) + rnorm(400, sd = 0.7)
at <- c(seq(min(x) - 2, max(x) + 2, length = 60), x[1:20], range(x))
inside <- c(seq(min(x), max(x), length = 60), x[1:20])
few <- 1:30
rows <- list(
  row(x, y, w, 0.7, 2, at),
  row(x, y, rep(1, 400), 0.3, 2, at),
  row(x, y, w, 0.1, 2, at),
  row(x[few], y[few], w[few], 0.7, 2, at),
  row(x, y, rep(1, 400), 0.5, 0, inside),
  row(x, y, rep(1, 400), 0.1, 0, inside),
  row(x[few], y[few], rep(1, 30), 1, 0, x[few]),
  row(round(x), y, w, 0.7, 2, seq(-2, 7, 0.5))
)
writeLines(c(paste(names(rows[[1]]), collapse = "\t"), vapply(rows, paste, "", collapse = "\t")), "locfit.tsv")
