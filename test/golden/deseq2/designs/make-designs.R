# Reference outputs of DESeq2 1.38.3 (R 4.2.2) for designs whose variables are written in digits, on simulated counts: labels as
# factors, and numbers far from 0 as R fits them once they are scaled, told per unit of the sample sheet.
# Run in this folder: Rscript make-designs.R
suppressMessages(library(DESeq2))
quietly <- function(x) suppressMessages(suppressWarnings(x))
read <- function(name) list(counts = as.matrix(read.delim(paste0(name, ".counts.tsv.gz"), row.names = 1)),
                            samples = read.csv(paste0(name, ".samples.csv"), row.names = 1))
put <- function(r, name, unit = 1) {
  d <- as.data.frame(r)[, c("log2FoldChange", "lfcSE", "pvalue", "padj")]
  d[, 1:2] <- d[, 1:2] / unit
  d[] <- lapply(d, function(x) ifelse(is.na(x), "NA", sprintf("%.10g", x)))
  f <- gzfile(paste0(name, ".tsv.gz"), "w")
  write.table(cbind(gene_id = rownames(r), d), f, sep = "\t", quote = FALSE, row.names = FALSE); close(f)
}
mir <- c("condition", "mir", "ctl")

d <- read("donors"); d$samples$donor <- factor(d$samples$donor); d$samples$condition <- factor(d$samples$condition)
put(results(quietly(DESeq(DESeqDataSetFromMatrix(d$counts, d$samples, ~ donor + condition))), contrast = mir), "donors.condition")

d <- read("years"); s <- d$samples; s$condition <- factor(s$condition)
z <- function(x) as.numeric(scale(x))
s$y <- z(s$year); s$a <- z(s$age); s$r <- z(s$RIN); year <- sd(s$year)
fit <- function(design, ...) quietly(DESeq(DESeqDataSetFromMatrix(d$counts, s, design), ...))
f <- fit(~ y + condition)
put(results(f, contrast = mir), "years.condition"); put(results(f, name = "y"), "years.year", year)
put(quietly(lfcShrink(f, coef = "condition_mir_vs_ctl", type = "normal")), "years.normal")
put(results(fit(~ a + r + y + condition), contrast = mir), "years.three")
put(results(fit(~ y + a + condition, test = "LRT", reduced = ~ a)), "years.lrt")
f <- fit(~ y * condition)
put(results(f, name = "y.conditionmir"), "years.slope", year)
put(results(f, contrast = c(0, 0, 1, -mean(s$year) / year)), "years.at_zero")
put(results(fit(~ y + I(y^2) + condition), contrast = mir), "years.square")
put(results(fit(~ factor(year) + scale(RIN) + condition)), "years.functions")
