using System.Numerics;

namespace ReliTalk.Geometry.Tracking;

/// <summary>One face over consecutive frames, before it is known whose it is.</summary>
internal sealed class FacePiece(int start)
{
    private readonly List<Vector3[]> _landmarks = [];
    private readonly List<float> _scores = [];

    public int Start { get; } = start;

    /// <summary>True where the piece begins because the scene changed.</summary>
    public bool AfterCut { get; init; }

    /// <summary>Embedding of the face, or null where identity is not needed.</summary>
    public float[]? Identity { get; set; }

    public int End => Start + _landmarks.Count;

    public int Count => _landmarks.Count;

    public Vector3[] First => _landmarks[0];

    public Vector3[] Last => _landmarks[^1];

    public float EyeDistance => Distance(Last);

    public IReadOnlyList<Vector3[]> Landmarks => _landmarks;

    public IReadOnlyList<float> Scores => _scores;

    /// <summary>Sum over the frames of the squared eye distance: how much of the clip's pictures this face fills.</summary>
    public double Presence => _landmarks.Sum(points => (double)Distance(points) * Distance(points));

    public void Add(Vector3[] landmarks, float score)
    {
        _landmarks.Add(landmarks);
        _scores.Add(score);
    }

    public FacePiece WithoutLast()
    {
        _landmarks.RemoveAt(_landmarks.Count - 1);
        _scores.RemoveAt(_scores.Count - 1);
        return this;
    }

    public static float Distance(Vector3[] points) => Vector3.Distance(points[FaceLandmarks.LeftEyeOuter], points[FaceLandmarks.RightEyeOuter]);
}
