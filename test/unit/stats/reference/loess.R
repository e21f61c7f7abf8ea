# Writes loess.tsv (R 4.2.2) and prior-variance.tsv (DESeq2 1.38.3). Rscript loess.R
suppressMessages(library(DESeq2))
set.seed(5)
join <- function(x) paste(sprintf("%.17g", x), collapse = ",")
save <- function(name, rows) writeLines(c(paste(names(rows[[1]]), collapse = "\t"), vapply(rows, paste, "", collapse = "\t")), paste0(name, ".tsv"))
row <- function(x, y, span) {
  at <- seq(min(x), max(x), length = 60)
  c(span = span, x = join(x), y = join(y), at = join(at), value = join(predict(loess(y ~ x, span = span), at)))
}
x <- seq(0, 8, length = 200); y <- (x - 2)^2 / 20 + rnorm(200, sd = 0.02)
u <- sort(runif(90)); v <- sin(6 * u) + rnorm(90, sd = 0.1)
save("loess", list(row(x, y, 0.2), row(x, y, 0.75), row(u, v, 0.75), row(u, v, 0.4)))

prior <- function(df, variance, genes) {
  residuals <- log(rchisq(genes, df) / df) + rnorm(genes, 0, sqrt(variance))
  dds <- DESeqDataSetFromMatrix(matrix(1:2, genes, df + 1, byrow = TRUE) + rpois(genes * (df + 1), 5), data.frame(x = rep(1, df + 1)), ~1)
  mcols(dds)$allZero <- FALSE
  mcols(dds)$dispFit <- 1
  mcols(dds)$dispGeneEst <- exp(residuals)
  c(df = df, residuals = join(signif(residuals, 9)), variance = sprintf("%.17g", {
    mcols(dds)$dispGeneEst <- exp(signif(residuals, 9))
    DESeq2:::estimateDispersionsPriorVar(dds)
  }))
}
save("prior-variance", list(prior(1, 0.5, 300), prior(1, 3, 300), prior(2, 1, 300), prior(2, 0.3, 800), prior(3, 0.8, 300), prior(3, 2, 800)))
