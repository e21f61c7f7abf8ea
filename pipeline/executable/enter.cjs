// Lies beside the unpacked program: a script inside an executable cannot import modules itself.
module.exports = (file) => import(`./${file}`);
