# Writes log.tsv, exp.tsv, lgamma.tsv, digamma.tsv, trigamma.tsv: argument and R's value, 17 digits (R 4.2.2, glibc 2.36, FMA).
# Rscript elementary.R
set.seed(1)
n <- 500
write <- function(name, x, ...) {
  columns <- list(...)
  text <- do.call(paste, c(list(sprintf("%.17g", x)), lapply(columns, sprintf, fmt = "%.17g"), sep = "\t"))
  writeLines(c(paste(c("x", names(columns)), collapse = "\t"), text), paste0(name, ".tsv"))
}
x <- c(5e-324, 1e-310, 2^(-1022), 1, 2, 10, exp(runif(n, -700, 700)), runif(n, 0.9, 1.1), 1 + exp(-40 * runif(n)))
write("log", x, log = log(x))
x <- c(0, 1, -1, runif(n, -511, 511), runif(n, -1, 1), exp(-40 * runif(n)))
write("exp", x, exp = exp(x))
x <- c(0.5, 1, 1.5, 2, 3, 10, 1e8, 1e17, 1e18, exp(runif(n, -20, 20)), runif(n, 0, 12), floor(runif(n, 0, 1e5)) + exp(runif(n, 0, 18)))
write("lgamma", x, lgamma = lgamma(x))
write("digamma", x, digamma = digamma(x))
write("trigamma", x[seq(1, length(x), 5)], trigamma = trigamma(x[seq(1, length(x), 5)]), tetragamma = psigamma(x[seq(1, length(x), 5)], 2))
