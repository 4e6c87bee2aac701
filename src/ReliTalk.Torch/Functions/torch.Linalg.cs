using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static partial class linalg
    {
        /// <summary>The determinant.</summary>
        public static Tensor det(Tensor input) => Call.Tensor(Ops.linalg_det, input);

        /// <summary>The inverse.</summary>
        public static Tensor inv(Tensor input) => Call.Tensor(Ops.linalg_inv, input);

        /// <summary>The solution X of A X = B, or of X A = B.</summary>
        public static Tensor solve(Tensor A, Tensor B, bool left = true) => Call.Tensor(Ops.linalg_solve, A, B, left);

        /// <summary>The solution of a triangular system.</summary>
        public static Tensor solve_triangular(Tensor A, Tensor B, bool upper, bool left = true, bool unitriangular = false, Tensor? @out = null) =>
            Into(@out, Call.Tensor(Ops.linalg_solve_triangular, A, B, upper, left, unitriangular));

        /// <summary>The Cholesky factor, lower.</summary>
        public static Tensor cholesky(Tensor input) => Call.Tensor(Ops.linalg_cholesky, input);

        /// <summary>The cross product along a dimension of size three.</summary>
        public static Tensor cross(Tensor input, Tensor other, long dim = -1L) => Call.Tensor(Ops.linalg_cross, input, other, dim);

        /// <summary>Eigenvalues, ascending, and eigenvectors of a symmetric matrix.</summary>
        public static (Tensor, Tensor) eigh(Tensor input, char UPLO = 'L') => Call.Tensors2(Ops.linalg_eigh, input, UPLO.ToString());

        /// <summary>Eigenvalues of a symmetric matrix, ascending.</summary>
        public static Tensor eigvalsh(Tensor input, char UPLO = 'L') => Call.Tensor(Ops.linalg_eigvalsh, input, UPLO.ToString());

        /// <summary>Least squares: solution, residuals, rank, singular values.</summary>
        public static (Tensor Solution, Tensor Residuals, Tensor Rank, Tensor SingularValues) lstsq(Tensor input, Tensor other) =>
            Call.Tensors4(Ops.linalg_lstsq, input, other, Arg.None, Arg.None);

        /// <summary>Least squares: solution, residuals, rank, singular values.</summary>
        public static (Tensor Solution, Tensor Residuals, Tensor Rank, Tensor SingularValues) lstsq(Tensor input, Tensor other, double rcond) =>
            Call.Tensors4(Ops.linalg_lstsq, input, other, rcond, Arg.None);

        /// <summary>The pseudo-inverse.</summary>
        public static Tensor pinv(Tensor input, double? atol = null, double? rtol = null, bool hermitian = false) =>
            Call.Tensor(Ops.linalg_pinv_atol_rtol_float, input, atol, rtol, hermitian);

        /// <summary>Orthogonal and triangular factors.</summary>
        public static (Tensor Q, Tensor R) qr(Tensor input, QRMode mode = QRMode.Reduced) =>
            Call.Tensors2(Ops.linalg_qr, input, mode == QRMode.Reduced ? "reduced" : mode == QRMode.Complete ? "complete" : "r");

        /// <summary>Singular values and vectors U, S, V^H.</summary>
        public static (Tensor U, Tensor S, Tensor Vh) svd(Tensor input, bool fullMatrices = true) => Call.Tensors3(Ops.linalg_svd, input, fullMatrices);

        /// <summary>Singular values, descending.</summary>
        public static Tensor svdvals(Tensor input) => Call.Tensor(Ops.linalg_svdvals, input);

        /// <summary>The exponential of a matrix.</summary>
        public static Tensor matrix_exp(Tensor input) => Call.Tensor(Ops.linalg_matrix_exp, input);

        /// <summary>The rank of a matrix.</summary>
        public static Tensor matrix_rank(Tensor input, double? atol = null, double? rtol = null, bool hermitian = false) =>
            Call.Tensor(Ops.linalg_matrix_rank_atol_rtol_float, input, atol, rtol, hermitian);

        /// <summary>The norm named by a word ("fro", "nuc").</summary>
        public static Tensor norm(Tensor input, string ord, long[]? dims = null, bool keepdim = false) => Call.Tensor(Ops.linalg_norm_ord_str, input, ord, dims, keepdim);

        /// <summary>The norm of an order.</summary>
        public static Tensor norm(Tensor input, double ord, long[]? dims = null, bool keepdim = false) => Call.Tensor(Ops.linalg_norm, input, ord, dims, keepdim);

        /// <summary>The norm of an order.</summary>
        public static Tensor norm(Tensor input, int ord, long[]? dims = null, bool keepdim = false) => Call.Tensor(Ops.linalg_norm, input, ord, dims, keepdim);

        /// <summary>The Euclidean (Frobenius) norm.</summary>
        public static Tensor norm(Tensor input, long[]? dims = null, bool keepdim = false) => Call.Tensor(Ops.linalg_norm, input, Arg.None, dims, keepdim);

        /// <summary>The p-norm of vectors along dimensions.</summary>
        public static Tensor vector_norm(Tensor input, double ord = 2, long[]? dims = null, bool keepdim = false) =>
            Call.Tensor(Ops.linalg_vector_norm, input, ord, dims, keepdim);
    }
}
