using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The matrix product of two matrices.</summary>
        public Tensor mm(Tensor target) => Call.Tensor(Ops.mm, this, target);

        /// <summary>The matrix product of two batches.</summary>
        public Tensor bmm(Tensor batch2) => Call.Tensor(Ops.bmm, this, batch2);

        /// <summary>The matrix-vector product.</summary>
        public Tensor mv(Tensor target) => Call.Tensor(Ops.mv, this, target);

        /// <summary>The inner product of two vectors.</summary>
        public Tensor dot(Tensor target) => Call.Tensor(Ops.dot, this, target);

        /// <summary>The inner product of two vectors, the first conjugated.</summary>
        public Tensor vdot(Tensor target) => Call.Tensor(Ops.vdot, this, target);

        /// <summary>The outer product of two vectors.</summary>
        public Tensor outer(Tensor vec2) => Call.Tensor(Ops.outer, this, vec2);

        /// <summary>beta * this + alpha * mat1 mat2.</summary>
        public Tensor addmm(Tensor mat1, Tensor mat2, float beta = 1f, float alpha = 1f) => Call.Tensor(Ops.addmm, this, mat1, mat2, beta, alpha);

        /// <summary>beta * this + alpha * batch1 batch2.</summary>
        public Tensor baddbmm(Tensor batch1, Tensor batch2, float beta = 1f, float alpha = 1f) => Call.Tensor(Ops.baddbmm, this, batch1, batch2, beta, alpha);

        /// <summary>beta * this + alpha * mat vec.</summary>
        public Tensor addmv(Tensor mat, Tensor vec, float beta = 1f, float alpha = 1f) => Call.Tensor(Ops.addmv, this, mat, vec, beta, alpha);

        /// <summary>The sum of the diagonal.</summary>
        public Tensor trace() => Call.Tensor(Ops.trace, this);

        /// <summary>The determinant.</summary>
        public Tensor det() => Call.Tensor(Ops.linalg_det, this);

        /// <summary>The logarithm of the determinant.</summary>
        public Tensor logdet() => Call.Tensor(Ops.logdet, this);

        /// <summary>The inverse of a matrix.</summary>
        public Tensor inverse() => Call.Tensor(Ops.inverse, this);

        /// <summary>The pseudo-inverse of a matrix.</summary>
        public Tensor pinverse(double rcond = 1E-15, bool hermitian = false) => Call.Tensor(Ops.linalg_pinv, this, rcond, hermitian);

        /// <summary>The Cholesky factor.</summary>
        public Tensor cholesky(bool upper = false) => Call.Tensor(Ops.cholesky, this, upper);

        /// <summary>The matrix to an integer power.</summary>
        public Tensor matrix_power(int n) => Call.Tensor(Ops.matrix_power, this, n);

        /// <summary>The matrix exponential.</summary>
        public Tensor matrix_exp() => Call.Tensor(Ops.matrix_exp, this);

        /// <summary>The p-norm of the difference.</summary>
        public Tensor dist(Tensor other, float p = 2f) => Call.Tensor(Ops.dist, this, other, p);

        /// <summary>The Kronecker product.</summary>
        public Tensor kron(Tensor other) => Call.Tensor(Ops.kron, this, other);

        /// <summary>Sub-tensors along a dimension scaled down to a norm.</summary>
        public Tensor renorm(float p, long dim, float maxnorm) => Call.Tensor(Ops.renorm, this, p, dim, maxnorm);

        /// <summary>The product over the last n dimensions of this and the first n of the other.</summary>
        public Tensor tensordot(Tensor b, long[] dims1, long[] dims2) => Call.Tensor(Ops.tensordot, this, b, dims1, dims2);
    }
}
