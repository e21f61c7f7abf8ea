# The same work as `seedrank de`, in R: Rscript de.R counts.tsv samples.tsv '~ condition' out.tsv engine
# Debian's edgeR 3 has no edgeR 4 quasi-likelihood: beside edger-ql stands what it has, with estimateDisp.
arguments <- commandArgs(TRUE)
engine <- arguments[5]
suppressPackageStartupMessages(library(if (engine == "deseq2") "DESeq2" else "edgeR", character.only = TRUE))
counts <- as.matrix(read.delim(arguments[1], row.names = 1, check.names = FALSE))
sheet <- read.delim(arguments[2], row.names = 1, stringsAsFactors = TRUE)
if (engine == "deseq2") {
  dds <- DESeqDataSetFromMatrix(counts, sheet, as.formula(arguments[3]))
  dds <- DESeq(dds, quiet = TRUE)
  table <- as.data.frame(results(dds))
} else {
  design <- model.matrix(as.formula(arguments[3]), sheet)
  y <- DGEList(counts)
  y <- y[filterByExpr(y, design), , keep.lib.sizes = FALSE]
  y <- calcNormFactors(y)
  kept <- if (startsWith(engine, "limma")) {
    expression <- if (engine == "limma-voom") voom(y, design) else cpm(y, log = TRUE)
    fit <- eBayes(lmFit(expression, design), trend = engine == "limma-trend")
    topTable(fit, coef = ncol(design), number = Inf, sort.by = "none")
  } else {
    y <- estimateDisp(y, design)
    test <- if (engine == "edger-lrt") glmLRT(glmFit(y, design)) else glmQLFTest(glmQLFit(y, design))
    topTags(test, n = Inf, sort.by = "none")$table
  }
  table <- kept[match(rownames(counts), rownames(kept)), ]
}
write.table(cbind(gene_id = rownames(counts), table), arguments[4], sep = "\t", quote = FALSE, row.names = FALSE)
