using System.Numerics;
using ReliTalk.Geometry.Rasterisation;
using ReliTalk.Geometry.Tracking;

namespace ReliTalk.Geometry.HeadModels;

/// <summary>
/// Puts a finer head with identity and expression modes in the place of a fit's surface. Identity is fitted to the subject's
/// landmarks at rest (features point to point, cheeks and forehead free to slide), each frame's expression to that frame's landmarks, and
/// the modes are then regressed on psi and theta, so that expression, jaw, poses and landmarks of the fit keep their meaning.
/// </summary>
public static class HeadSurfaceFitter
{
    private const int Rounds = 10;

    /// <summary>Fits the ICT-FaceKit head.</summary>
    /// <param name="fit">A fit of the default head.</param>
    /// <param name="model">The finer head.</param>
    /// <returns>A fit with the same psi, theta, poses and landmarks, and the finer surface.</returns>
    public static HeadFit Fit(HeadFit fit, IctHeadModel model)
    {
        ArgumentNullException.ThrowIfNull(fit);
        ArgumentNullException.ThrowIfNull(model);
        var work = new Registration(model, fit.UnposedLandmarks(RestExpression(fit), Vector3.Zero));
        work.FitRest(Rounds);
        var frames = Enumerable.Range(0, fit.FrameCount).ToArray();
        var amounts = new double[fit.FrameCount][];
        Parallel.ForEach(frames, t => amounts[t] = work.FitExpression(fit.UnposedLandmarks(fit.ExpressionOf(t), fit.JawPoseOf(t))));
        return Join(fit, model, work, amounts);
    }

    /// <summary>Mean psi of the quarter of frames with the smallest gap between the lips: the finer head's neutral face has its lips closed.</summary>
    private static float[] RestExpression(HeadFit fit)
    {
        var gaps = new float[fit.FrameCount];
        for (var t = 0; t < gaps.Length; t++)
        {
            var points = fit.UnposedLandmarks(fit.ExpressionOf(t), fit.JawPoseOf(t));
            gaps[t] = points[FaceLandmarks.UpperLipInner].Y - points[FaceLandmarks.LowerLipInner].Y;
        }
        var rest = Enumerable.Range(0, gaps.Length).OrderBy(t => gaps[t]).Take(Math.Max(1, gaps.Length / 4)).ToArray();
        var mean = new float[fit.ExpressionCount];
        foreach (var t in rest)
            for (var k = 0; k < mean.Length; k++)
                mean[k] += fit.ExpressionOf(t)[k] / rest.Length;
        return mean;
    }

    /// <summary>Regresses the modes' amounts on psi: what theta turns already is taken off the jaw's own mode first.</summary>
    private static HeadFit Join(HeadFit fit, IctHeadModel model, Registration work, double[][] amounts)
    {
        var count = fit.FrameCount;
        var components = fit.ExpressionCount;
        var modes = model.ExpressionCount;
        var jaw = model.JawOpenMode;
        for (var t = 0; t < count; t++) amounts[t][jaw] -= fit.JawPoseOf(t).X / model.JawOpenAngle;
        var mean = new double[modes];
        for (var t = 0; t < count; t++)
            for (var m = 0; m < modes; m++)
                mean[m] += amounts[t][m] / count;

        var map = new float[components][];
        for (var k = 0; k < components; k++) map[k] = new float[modes];
        for (var m = 0; m < modes; m++)
        {
            var equations = new NormalEquations(components);
            for (var t = 0; t < count; t++) equations.Add(fit.ExpressionOf(t), amounts[t][m] - mean[m], 1);
            // A little ridge in proportion to the data: a component that hardly varies must not explain a mode.
            for (var k = 0; k < components; k++) equations.Hold(k, 0, 1e-3 * count);
            var solved = equations.Solve();
            for (var k = 0; k < components; k++) map[k][m] = (float)solved[k];
        }

        var neutral = new Vector3[model.VertexCount];
        model.Evaluate(work.Identity, Array.ConvertAll(mean, value => (float)value), Vector3.Zero, neutral);
        for (var i = 0; i < neutral.Length; i++) neutral[i] = work.Home.Apply(neutral[i]);
        var turn = Matrix4x4.CreateFromQuaternion(work.Home.Rotation) * Matrix4x4.CreateScale(work.Home.Scale);
        var basis = new Vector3[components][];
        for (var k = 0; k < components; k++)
        {
            basis[k] = new Vector3[model.VertexCount];
            IctHeadModel.AddModes(model.ExpressionModes, map[k], basis[k]);
            for (var i = 0; i < basis[k].Length; i++) basis[k][i] = Vector3.Transform(basis[k][i], turn);
        }
        return fit.WithSurface(model.Name, new LinearPoints(neutral, basis, [.. model.JawWeights]), [.. model.Triangles], [.. model.TriangleParts]);
    }

    /// <summary>The state of one registration: identity, expression at rest, similarity and the landmarks' places on the surface.</summary>
    private sealed class Registration
    {
        private const float IdentityHold = 0.6f;
        private const float ExpressionHold = 0.3f;
        private const float RestHold = 10f;
        private const float DepthTrust = 0.3f;
        private const float Slide = 0.05f;

        private readonly IctHeadModel _model;
        private readonly Vector3[] _landmarks;
        private readonly float[] _weights = Weights();
        private readonly bool[] _slides;
        private readonly SurfacePoint[] _places = new SurfacePoint[FaceLandmarks.MeshCount];
        private readonly List<int>[] _trianglesOf;
        private readonly Vector3[] _vertices;
        private readonly Vector3[] _normals;
        private Vector3[][] _expressionRows = [];

        public Registration(IctHeadModel model, Vector3[] landmarks)
        {
            _model = model;
            _landmarks = landmarks;
            _slides = [.. Enumerable.Range(0, FaceLandmarks.MeshCount).Select(i => model.LandmarkVertices[i] < 0 || IsContour(i))];
            _vertices = new Vector3[model.VertexCount];
            _normals = new Vector3[model.VertexCount];
            Identity = new float[model.ShapeCount];
            RestAmounts = new double[model.ExpressionCount];
            _trianglesOf = new List<int>[model.VertexCount];
            for (var i = 0; i < _trianglesOf.Length; i++) _trianglesOf[i] = [];
            for (var t = 0; t < model.TriangleParts.Count; t++)
            {
                if (model.TriangleParts[t] is not (HeadPart.Face or HeadPart.Skull)) continue;
                for (var k = 0; k < 3; k++) _trianglesOf[model.Triangles[3 * t + k]].Add(t);
            }
        }

        public float[] Identity { get; private set; }

        public double[] RestAmounts { get; private set; }

        /// <summary>The finer head's space to the fit's head space.</summary>
        public SimilarityFit Home { get; private set; }

        public void FitRest(int rounds)
        {
            for (var round = 0; round < rounds; round++)
            {
                Update();
                if (round == 0) AlignByFeatures();
                PlaceLandmarks(featuresOnly: round < 2);
                Align();
                var targets = ToModelSpace(_landmarks);
                Identity = Array.ConvertAll(SolveModes(_model.IdentityModes, targets, IdentityHold, null), value => (float)value);
                Update();
                RestAmounts = SolveModes(_model.ExpressionModes, targets, RestHold, RestAmounts);
            }
            Update();
            PlaceLandmarks(featuresOnly: false);
            Align();
            _expressionRows = [.. _model.ExpressionModes.Select(mode => _places.Select(place => place.Of(mode)).ToArray())];
        }

        /// <summary>Amounts of the expression modes, 0..1, that move the landmarks at rest as the given ones moved.</summary>
        public double[] FitExpression(Vector3[] landmarks)
        {
            var equations = new NormalEquations(_model.ExpressionCount);
            var row = new float[_model.ExpressionCount];
            var turn = Matrix4x4.CreateFromQuaternion(Quaternion.Conjugate(Home.Rotation)) * Matrix4x4.CreateScale(1 / Home.Scale);
            for (var i = 0; i < FaceLandmarks.MeshCount; i++)
            {
                var moved = Vector3.Transform(landmarks[i] - _landmarks[i], turn);
                for (var axis = 0; axis < 3; axis++)
                {
                    double before = 0;
                    for (var m = 0; m < row.Length; m++)
                    {
                        row[m] = _expressionRows[m][i][axis];
                        before += row[m] * RestAmounts[m];
                    }
                    equations.Add(row, before + moved[axis], _weights[i] * (axis == 2 ? DepthTrust : 1));
                }
            }
            for (var m = 0; m < row.Length; m++) equations.Hold(m, RestAmounts[m], ExpressionHold);
            return equations.SolveBounded(0, 1);
        }

        private void Update()
        {
            _model.Evaluate(Identity, Array.ConvertAll(RestAmounts, value => (float)value), Vector3.Zero, _vertices);
            VertexNormals.Compute(_vertices, [.. _model.Triangles], _normals);
        }

        private void AlignByFeatures()
        {
            var source = new List<Vector3>();
            var target = new List<Vector3>();
            for (var i = 0; i < FaceLandmarks.MeshCount; i++)
            {
                if (_slides[i]) continue;
                source.Add(_vertices[_model.LandmarkVertices[i]]);
                target.Add(_landmarks[i]);
            }
            Home = SimilarityFit.Solve([.. source], [.. target], [.. source.Select(_ => 1f)]);
        }

        private void Align()
        {
            var source = _places.Select(place => place.Of(_vertices)).ToArray();
            Home = SimilarityFit.Solve(source, _landmarks.AsSpan(0, FaceLandmarks.MeshCount), _weights);
        }

        private Vector3[] ToModelSpace(Vector3[] landmarks)
        {
            var back = Quaternion.Conjugate(Home.Rotation);
            return [.. landmarks.Take(FaceLandmarks.MeshCount).Select(point => Vector3.Transform(point - Home.Translation, back) / Home.Scale)];
        }

        private void PlaceLandmarks(bool featuresOnly)
        {
            var targets = ToModelSpace(_landmarks);
            for (var i = 0; i < targets.Length; i++)
            {
                if (!_slides[i]) _places[i] = SurfacePoint.AtVertex(_model.LandmarkVertices[i]);
                else _places[i] = Nearest(targets[i]);
                if (featuresOnly && _slides[i]) _weights[i] = 0;
            }
            if (!featuresOnly) Weights().CopyTo(_weights, 0);
        }

        private SurfacePoint Nearest(Vector3 point)
        {
            var best = -1;
            var distance = float.MaxValue;
            for (var v = 0; v < _trianglesOf.Length; v++)
            {
                if (_trianglesOf[v].Count == 0) continue;
                var d = Vector3.DistanceSquared(_vertices[v], point);
                if (d >= distance) continue;
                distance = d;
                best = v;
            }
            var place = SurfacePoint.AtVertex(best);
            foreach (var t in _trianglesOf[best])
            {
                var candidate = SurfacePoint.Nearest(point, _model.Triangles[3 * t], _model.Triangles[3 * t + 1], _model.Triangles[3 * t + 2], _vertices);
                var d = Vector3.DistanceSquared(candidate.Of(_vertices), point);
                if (d >= distance) continue;
                distance = d;
                place = candidate;
            }
            return place;
        }

        /// <summary>Least squares for the amounts of a group of modes; bounded to 0..1 and held to where they were for expressions.</summary>
        private double[] SolveModes(IReadOnlyList<Vector3[]> modes, Vector3[] targets, float hold, double[]? before)
        {
            var equations = new NormalEquations(modes.Count);
            var row = new float[modes.Count];
            Span<Vector3> axes = stackalloc Vector3[3];
            Span<float> trust = stackalloc float[3];
            for (var i = 0; i < targets.Length; i++)
            {
                if (_weights[i] == 0) continue;
                var here = _places[i].Of(_vertices);
                Directions(i, axes, trust);
                for (var axis = 0; axis < 3; axis++)
                {
                    // The equations are about whole amounts, so what the present amounts contribute is put back.
                    double value = Vector3.Dot(axes[axis], targets[i] - here);
                    for (var m = 0; m < row.Length; m++)
                    {
                        row[m] = Vector3.Dot(axes[axis], _places[i].Of(modes[m]));
                        value += row[m] * (before is null ? Identity[m] : before[m]);
                    }
                    equations.Add(row, value, _weights[i] * trust[axis]);
                }
            }
            for (var m = 0; m < row.Length; m++) equations.Hold(m, 0, hold);
            return before is null ? equations.Solve() : equations.SolveBounded(0, 1);
        }

        private void Directions(int landmark, Span<Vector3> axes, Span<float> trust)
        {
            if (!_slides[landmark])
            {
                (axes[0], axes[1], axes[2]) = (Vector3.UnitX, Vector3.UnitY, Vector3.UnitZ);
                (trust[0], trust[1], trust[2]) = (1, 1, DepthTrust);
                return;
            }
            var normal = Vector3.Normalize(_places[landmark].Of(_normals));
            var side = Vector3.Normalize(Vector3.Cross(normal, MathF.Abs(normal.Y) < 0.9f ? Vector3.UnitY : Vector3.UnitX));
            (axes[0], axes[1], axes[2]) = (normal, side, Vector3.Cross(normal, side));
            (trust[0], trust[1], trust[2]) = (1 - (1 - DepthTrust) * normal.Z * normal.Z, Slide, Slide);
        }

        private static bool IsContour(int landmark)
        {
            foreach (var index in FaceLandmarks.Ibug68[..17])
                if (index == landmark) return true;
            return false;
        }

        private static float[] Weights()
        {
            var weights = Enumerable.Repeat(0.4f, FaceLandmarks.MeshCount).ToArray();
            foreach (var index in FaceLandmarks.FaceOval) weights[index] = 0.25f;
            foreach (var index in FaceLandmarks.LeftEye[..32]) weights[index] = 1;
            foreach (var index in FaceLandmarks.RightEye[..32]) weights[index] = 1;
            foreach (var index in FaceLandmarks.Lips) weights[index] = 1;
            for (var i = 17; i < 68; i++) weights[FaceLandmarks.Ibug68[i]] = 3;
            return weights;
        }
    }
}
