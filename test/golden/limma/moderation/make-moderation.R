# Rscript make-moderation.R, in this folder, with limma 3.54 and statmod 1.5: inputs.tsv and outputs.tsv of squeezeVar.
suppressMessages(library(limma))
set.seed(7)
simulate <- function(n, df, d0, outliers = 0, trend = 0) {
  covariate <- rnorm(n, 5, 2)
  s02 <- exp(trend * (covariate - 5)^2 / 8 - 0.3 * covariate * (trend > 0))
  sigma2 <- if (is.infinite(d0)) s02 else s02 * d0 / rchisq(n, d0)
  if (outliers > 0) sigma2[seq_len(outliers)] <- sigma2[seq_len(outliers)] * 60
  s2 <- ifelse(df > 0, sigma2 * rchisq(n, pmax(df, 1)) / pmax(df, 1), 0)
  data.frame(s2 = s2, df = df, covariate = covariate)
}
mixed <- function(n) sample(c(0, 1, 3, 4, 4, 4, 4.5), n, TRUE)
cases <- list(
  equal = simulate(300, rep(4, 300), 8, trend = 0.5),
  equal_outliers = simulate(300, rep(4, 300), 8, 6, 0.5),
  unequal = simulate(300, mixed(300), 8, trend = 0.5),
  unequal_outliers = simulate(300, mixed(300), 8, 6, 0.5),
  infinite = simulate(300, rep(6, 300), Inf, trend = 0.5),
  infinite_outliers = simulate(400, rep(6, 400), Inf, 4, 0.5),
  twelve = simulate(12, rep(3, 12), 4),
  five = simulate(5, rep(3, 5), 4),
  three = simulate(3, rep(3, 3), 4),
  zeros = within(simulate(60, rep(2, 60), 5), s2[1:8] <- 0),
  tied = within(simulate(120, rep(2, 120), 5), covariate <- round(covariate / 3))
)
inputs <- do.call(rbind, lapply(names(cases), function(name) cbind(case = name, cases[[name]])))
outputs <- NULL
number <- function(x) trimws(formatC(x, digits = 17, format = "g"))
for (name in names(cases)) for (trend in c(TRUE, FALSE)) for (robust in c(FALSE, TRUE)) {
  x <- cases[[name]]
  covariate <- if (trend) x$covariate else NULL
  fit <- suppressWarnings(try(squeezeVar(x$s2, x$df, covariate = covariate, robust = robust), silent = TRUE))
  if (inherits(fit, "try-error")) { cat(name, trend, robust, fit); next }
  outputs <- rbind(outputs, data.frame(case = name, trend = trend, robust = robust, gene = seq_len(nrow(x)),
    posterior = number(fit$var.post), prior = number(rep_len(fit$var.prior, nrow(x))),
    df_prior = number(rep_len(fit$df.prior, nrow(x)))))
}
inputs[, 2:4] <- lapply(inputs[, 2:4], number)
save <- function(table, file) {
  con <- gzfile(file, "w", compression = 9)
  write.table(table, con, sep = "\t", quote = FALSE, row.names = FALSE)
  close(con)
}
save(inputs, "inputs.tsv.gz")
save(outputs, "outputs.tsv.gz")
