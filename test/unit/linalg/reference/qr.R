# Writes qr.tsv: rank, pivot, coefficients, residual sum of squares and leverages by R 4.2.2's lm.wfit and hat. Rscript qr.R
set.seed(2)
join <- function(x) paste(sprintf("%.17g", x), collapse = ",")
condition <- rep(0:1, each = 4)
batch <- rep(0:1, 4)
full <- cbind(1, condition, batch, rnorm(8))
cases <- list(
  full = full,
  single = full[, 1, drop = FALSE],
  confounded = cbind(1, condition, condition, batch),
  dummies = cbind(1, condition, 1 - condition, batch, batch * condition),
  nearly = cbind(1, condition, condition + 1e-9 * rnorm(8), batch),
  barely = cbind(1, condition, condition + 1e-6 * rnorm(8), batch),
  zero = cbind(1, 0, condition),
  square = matrix(rnorm(25), 5),
  wide = matrix(rnorm(12), 3),
  scales = cbind(1, 1e8 * rnorm(12), 1e-8 * rnorm(12)),
  large = matrix(rnorm(300), 60)
)
lines <- vapply(names(cases), function(name) {
  x <- cases[[name]]
  y <- rnorm(nrow(x))
  w <- runif(nrow(x), 0.1, 2)
  fit <- lm.wfit(x, y, w)
  paste(name, nrow(x), ncol(x), join(t(x)), join(y), join(w), fit$rank, join(fit$qr$pivot - 1), join(unname(fit$coefficients)),
        join(sum(w * fit$residuals^2)), join(hat(x * sqrt(w), intercept = FALSE)), sep = "\t")
}, "")
writeLines(c("name\trows\tcolumns\tx\ty\tw\trank\tpivot\tcoefficients\trss\that", lines), "qr.tsv")
