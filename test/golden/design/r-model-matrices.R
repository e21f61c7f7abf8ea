# Model matrices and DESeq2's coefficient names by R, for the unit tests of src/design.
suppressMessages(library(DESeq2)); library(jsonlite)
d <- data.frame(a=rep(c("x","y","z"),each=8), b=rep(rep(c("b 1","b-2"),each=4),3), c=rep(c("u","v"),12),
  `n`=round(seq(-1.3,2.1,length=24)^2,3), k=rep(c(1,2,3,5),6), stringsAsFactors=TRUE)
fs <- c("~ a","~ a + b","~ b + a","~ a*b","~ a:b","~ a + a:b","~ b:a + a","~ 0 + a","~ a - 1","~ 0 + a + b","~ a + b + 0","~ 0 + a:b",
 "~ 0 + n + a","~ n","~ n + a","~ n*a","~ a:n","~ n:a + b","~ a + a:n","~ 0 + a:n","~ (a + b + c)^2","~ a*b*c","~ a*b*c - a:b","~ a*b*c - a:b:c",
 "~ a/b","~ a/(b + c)","~ a:c + a:b","~ b:c:a + a:c + b:c","~ k + n + k:n","~ a*(b+c)","~ a + b - a","~ 1","~ a - 1 + 1","~ a + c:n","~ c + n:c + b:n", "~ c:b:n + a", "~ (a+b)^3 - a:b", "~ b%in%a + a", "~ (a:b):c", "~ 0 + b*c + a")
out <- lapply(fs, function(f){ f2 <- as.formula(f); m <- model.matrix(f2, d); nm <- colnames(m); nm[nm=="(Intercept)"] <- "Intercept"; nm <- make.names(nm)
  if (attr(terms(f2),"intercept")==1) { cv <- DESeq2:::renameModelMatrixColumns(d, f2); cv <- cv[cv$from %in% nm,,drop=FALSE]; nm[match(cv$from,nm)] <- cv$to }
  list(formula=f, columns=colnames(m), coefficients=nm, rank=qr(m)$rank, matrix=unname(lapply(seq_len(nrow(m)), function(i) as.numeric(m[i,])))) })
names <- c("a b","1a",".1a",".a","if","TRUE","a-b_c","é1","_x","conditionB-c","a:b","NA","x.y","..", "..1","")
write(toJSON(list(data=as.list(d), designs=out, names=names, makeNames=make.names(names)), digits=NA, auto_unbox=FALSE), "r-model-matrices.json")
