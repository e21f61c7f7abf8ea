# A Cox model for each of a few genes, as `npm run bench:survival` does for all: prints the seconds.
suppressMessages(library(survival))
arguments <- commandArgs(TRUE)
table <- read.delim(arguments[1])
genes <- grep("^gene", names(table), value = TRUE)
adjust <- if (arguments[2] == "0") "" else paste(" +", paste0("x", seq_len(as.integer(arguments[2])), collapse = " + "))
start <- proc.time()[["elapsed"]]
for (gene in genes) coxph(as.formula(paste0("Surv(time, event) ~ ", gene, adjust)), table)
cat(proc.time()[["elapsed"]] - start)
