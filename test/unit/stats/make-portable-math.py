# Makes portable-math.json: arguments of elementary functions and the doubles nearest to their values, by mpmath with 3,000
# bits. python3 make-portable-math.py > portable-math.json
import json
import random

import mpmath as m
from mpmath import mp, mpf

mp.prec = 3000
random.seed(22)
def near(v):
    return float(v)  # rounded to nearest
R=random.random
wide=lambda:2**(2000*R()-1000)*(1+R())
args={
'log':[wide() for _ in range(15)]+[1+.2*(R()-.5) for _ in range(15)]+[5e-324,1e-310],
'log1p':[R()*2-1 for _ in range(15)]+[wide() for _ in range(10)]+[1e-12*(R()-.5) for _ in range(10)],
'log2':[wide() for _ in range(15)]+[1+.2*(R()-.5) for _ in range(15)]+[1e-310],
'log10':[wide() for _ in range(15)]+[1+.2*(R()-.5) for _ in range(15)]+[1e-310],
'exp':[1400*(R()-.5) for _ in range(15)]+[2*(R()-.5) for _ in range(15)]+[709.7,-740.5],
'expm1':[80*(R()-.5) for _ in range(15)]+[R()-.5 for _ in range(15)]+[1e-9*(R()-.5) for _ in range(5)],
'sinh':[60*(R()-.5) for _ in range(20)]+[R()-.5 for _ in range(10)]+[710.1],
'tanh':[10*(R()-.5) for _ in range(20)]+[R()-.5 for _ in range(10)],
'asinh':[10**(20*R()-8) for _ in range(30)],
'atanh':[2*R()-1 for _ in range(30)],
'asin':[2*R()-1 for _ in range(30)],
'sin':[20*(R()-.5) for _ in range(20)]+[1e5*R() for _ in range(10)],
'cos':[20*(R()-.5) for _ in range(20)]+[1e5*R() for _ in range(10)],
'cbrt':[wide() for _ in range(20)]+[-R() for _ in range(10)]+[1e-310],
}
fn={'log':m.log,'log1p':lambda x:m.log(1+x),'log2':lambda x:m.log(x)/m.log(2),'log10':lambda x:m.log(x)/m.log(10),'exp':m.exp,'expm1':lambda x:m.exp(x)-1,'sinh':lambda x:(m.exp(x)-m.exp(-x))/2,'tanh':m.tanh,'asinh':m.asinh,'atanh':m.atanh,'asin':m.asin,'sin':m.sin,'cos':m.cos,'cbrt':lambda x:m.sign(x)*m.exp(m.log(abs(x))/3)}
out={k:[[x,near(fn[k](mpf(x)))] for x in v] for k,v in args.items()}
pw=[]
while len(pw)<60:
    x=random.choice([10*R(),wide(),2.0,10.0,R()]); y=random.choice([20*(R()-.5),1.5,3.0,1/3,R()])
    if abs(float(m.log(x)*y))<705: pw.append([x,y,near(m.exp(mpf(y)*m.log(mpf(x))))])
out['pow']=pw
print(json.dumps(out))
