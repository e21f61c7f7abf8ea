# Makes this folder's tables: simulated salmon output of 200 transcripts of 60 genes in 4 samples, and what tximport and
# DESeq2 make of it. Run in this folder: Rscript make.R (tximport 1.26.1, DESeq2 1.38.3, R 4.2.2).
suppressMessages({library(tximport); library(DESeq2)})
set.seed(20261122)
transcripts <- 200; samples <- paste0("s", 1:4)
gene <- sprintf("SIMG%05d", sample(60, transcripts, replace = TRUE))
id <- sprintf("SIMT%05d.%d", seq_len(transcripts), sample(3, transcripts, replace = TRUE))
tx2gene <- data.frame(TXNAME = sub("\\..*", "", id), GENEID = gene)[sample(transcripts), ]
write.table(tx2gene, "tx2gene.tsv", sep = "\t", quote = FALSE, row.names = FALSE)
len <- sample(200:6000, transcripts)
base <- rexp(transcripts)^3
base[gene %in% sprintf("SIMG%05d", 1:3)] <- 0   # never expressed: lengths from the transcripts
for (s in samples) {
  eff <- round(pmax(len - runif(1, 150, 250), 5.3), 3)
  a <- base * rgamma(transcripts, 3, 3)
  a[gene %in% sprintf("SIMG%05d", 4:8)] <- if (s %in% c("s1", "s3")) 0 else a[gene %in% sprintf("SIMG%05d", 4:8)]
  reads <- round(a * eff / sum(a * eff) * 2e5, 3)
  tpm <- signif(reads / eff / sum(reads / eff) * 1e6, 7)
  write.table(data.frame(Name = id, Length = len, EffectiveLength = eff, TPM = tpm, NumReads = reads),
              paste0(s, ".quant.sf"), sep = "\t", quote = FALSE, row.names = FALSE)
}
files <- setNames(paste0(samples, ".quant.sf"), samples)
plain <- tximport(files, "salmon", tx2gene = tx2gene, ignoreTxVersion = TRUE, importer = read.delim)
scaled <- tximport(files, "salmon", tx2gene = tx2gene, ignoreTxVersion = TRUE, importer = read.delim, countsFromAbundance = "scaledTPM")
lengthScaled <- tximport(files, "salmon", tx2gene = tx2gene, ignoreTxVersion = TRUE, importer = read.delim, countsFromAbundance = "lengthScaledTPM")
dds <- suppressMessages(estimateSizeFactors(DESeqDataSetFromTximport(plain, data.frame(x = factor(c(1, 1, 2, 2))), ~x)))
save <- function(matrix, name) write.table(data.frame(gene_id = rownames(matrix), format(matrix, digits = 17, trim = TRUE)),
                                           name, sep = "\t", quote = FALSE, row.names = FALSE)
save(plain$counts, "counts.tsv"); save(plain$length, "lengths.tsv")
save(scaled$counts, "scaledTPM.tsv"); save(lengthScaled$counts, "lengthScaledTPM.tsv")
save(counts(dds), "rounded.tsv"); save(normalizationFactors(dds), "normalization_factors.tsv")
