# The same work as `seedrank de`, in R: Rscript de.R counts.tsv samples.tsv '~ condition' out.tsv
arguments <- commandArgs(TRUE)
suppressPackageStartupMessages(library(DESeq2))
counts <- as.matrix(read.delim(arguments[1], row.names = 1, check.names = FALSE))
sheet <- read.delim(arguments[2], row.names = 1, stringsAsFactors = TRUE)
dds <- DESeqDataSetFromMatrix(counts, sheet, as.formula(arguments[3]))
dds <- DESeq(dds, quiet = TRUE)
table <- as.data.frame(results(dds))
write.table(cbind(gene_id = rownames(table), table), arguments[4], sep = "\t", quote = FALSE, row.names = FALSE)
