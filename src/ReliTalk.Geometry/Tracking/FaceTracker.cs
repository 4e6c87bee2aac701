using System.Numerics;
using System.Runtime.CompilerServices;
using ReliTalk.Learning.Models;
using ReliTalk.Media;
using TorchSharp;

namespace ReliTalk.Geometry.Tracking;

/// <summary>
/// Follows the main face of a clip. The clip is cut into chunks that are worked on side by side; each chunk starts with the detector, goes
/// on from the landmarks of the frame before, and runs the detector again where the face is lost. At the end the pieces are joined to
/// persons and the main one is kept. One call at a time per instance.
/// </summary>
public sealed class FaceTracker : IDisposable
{
    private const long ChunkMemory = 96L << 20;

    private readonly FaceDetector _detector;
    private readonly FaceMeshNetwork _mesh;
    private readonly FaceIdentity _identity;
    private readonly FaceTrackerOptions _options;

    private FaceTracker(FaceDetector detector, FaceMeshNetwork mesh, FaceIdentity identity, FaceTrackerOptions options)
    {
        _identity = identity;
        _detector = detector;
        _mesh = mesh;
        _options = options;
    }

    /// <summary>Loads the networks.</summary>
    /// <param name="models">Where the pre-trained networks are.</param>
    /// <param name="options">Options, or null for the defaults.</param>
    /// <exception cref="WeightsFileException">A file is damaged.</exception>
    /// <exception cref="BackendMissingException">A file is missing; the message says how to fetch it.</exception>
    public static FaceTracker Load(ModelStore models, FaceTrackerOptions? options = null)
    {
        options ??= new FaceTrackerOptions();
        options.Validate();
        var detector = FaceDetector.Load(models);
        return new FaceTracker(detector, FaceMeshNetwork.Load(models), new FaceIdentity(models), options);
    }

    /// <summary>
    /// Tracks a clip. Frames are taken as they come and given up once tracked: about (parallelism + 1) chunks are held at a time.
    /// </summary>
    /// <param name="frames">The pictures, all of one size; each must own its pixels.</param>
    /// <param name="progress">Reports frames done.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>One entry for each frame; frames without a face are marked and bridged by interpolation.</returns>
    /// <exception cref="FaceNotFoundException">The clip has no frame, or none shows a face.</exception>
    /// <exception cref="MediaException">The frames differ in size.</exception>
    public async Task<ClipTrack> TrackAsync(
        IAsyncEnumerable<Frame> frames, IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(frames);
        var threads = torch.get_num_threads();
        var pieces = new List<FacePiece>();
        var running = new Queue<Task<List<FacePiece>>>();
        int width = 0, height = 0, count = 0;
        Frame? before = null;
        try
        {
            await foreach (var (start, chunk) in ChunksAsync(frames, cancellationToken).ConfigureAwait(false))
            {
                if (width == 0) (width, height) = (chunk[0].Width, chunk[0].Height);
                CheckSizes(chunk, start, width, height);
                count = start + chunk.Count;
                var joint = before is not null && new SceneCut() is var seam && !seam.Begins(before) && seam.Begins(chunk[0]);
                before = chunk[^1];
                running.Enqueue(Task.Run(() => TrackChunk(start, chunk, joint, cancellationToken), cancellationToken));
                while (running.Count >= _options.Parallelism) await CollectAsync().ConfigureAwait(false);
            }
            while (running.Count > 0) await CollectAsync().ConfigureAwait(false);
        }
        finally
        {
            await Task.WhenAll(running).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default)
                .ConfigureAwait(false);
            torch.set_num_threads(threads);
        }
        if (count == 0) throw new FaceNotFoundException("The clip has no frames, so there is no face to track.");
        return PersonLinker.MainPerson(pieces, count, width, height);

        async Task CollectAsync()
        {
            var done = await running.Peek().ConfigureAwait(false);
            _ = running.Dequeue();
            pieces.AddRange(done);
            var reached = pieces.Count == 0 ? 0 : pieces.Max(piece => piece.End);
            progress?.Report(TrainingProgress.Of("tracking", Math.Min(reached, count), Math.Max(_options.ExpectedFrames, count)));
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _detector.Dispose();
        _mesh.Dispose();
        _identity.Dispose();
    }

    private async IAsyncEnumerable<(int Start, List<Frame> Chunk)> ChunksAsync(
        IAsyncEnumerable<Frame> frames, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var chunk = new List<Frame>();
        var start = 0;
        await foreach (var frame in frames.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            chunk.Add(frame);
            // Large pictures make short chunks, so that memory stays bounded.
            var length = Math.Clamp((int)(ChunkMemory / Math.Max(1, frame.Pixels.LongLength)), 2, _options.ChunkFrames);
            if (chunk.Count < length) continue;
            yield return (start, chunk);
            start += chunk.Count;
            chunk = [];
        }
        if (chunk.Count > 0) yield return (start, chunk);
    }

    private static void CheckSizes(List<Frame> chunk, int start, int width, int height)
    {
        for (var i = 0; i < chunk.Count; i++)
            if (chunk[i].Width != width || chunk[i].Height != height)
                throw new MediaException($"Frame {start + i} is {chunk[i].Width}x{chunk[i].Height}; the clip began with {width}x{height}. Give the reader one output size.");
    }

    private List<FacePiece> TrackChunk(int start, List<Frame> chunk, bool beginsWithCut, CancellationToken cancellationToken)
    {
        // These networks are small: more than one thread each only makes them slower.
        torch.set_num_threads(1);
        var finished = new List<FacePiece>();
        var active = new List<FacePiece>();
        var cuts = new SceneCut();
        var lastCut = beginsWithCut ? 0 : -1;
        for (var i = 0; i < chunk.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var frame = chunk[i];
            if (cuts.Begins(frame))
            {
                // The face that now fills the old place may be another one.
                foreach (var piece in active) Finish(piece, chunk[i - 1]);
                active.Clear();
                lastCut = i;
            }
            for (var a = active.Count - 1; a >= 0; a--)
            {
                if (Extend(active[a], frame, FaceRegion.FromLandmarks(active[a].Last))) continue;
                Finish(active[a], chunk[i - 1]);
                active.RemoveAt(a);
            }
            RemoveDoubles(active, finished);
            if (i == 0 || active.Count == 0) Detect(frame, start + i, lastCut >= 0, active);
        }
        foreach (var piece in active) Finish(piece, chunk[^1]);
        return finished;

        void Finish(FacePiece piece, Frame lastFrame)
        {
            piece.Identity = _identity.Embed(lastFrame, piece.Last);
            finished.Add(piece);
        }
    }

    private bool Extend(FacePiece piece, Frame frame, FaceRegion region)
    {
        var (landmarks, presence) = _mesh.Run(frame, region);
        if (presence < _options.MinimumPresence || !IsPlausible(landmarks, frame)) return false;
        piece.Add(landmarks, presence);
        return true;
    }

    private void Detect(Frame frame, int index, bool afterCut, List<FacePiece> active)
    {
        var faces = _detector.Detect(frame).OrderByDescending(face => face.Width * face.Height).ToList();
        foreach (var face in faces.Take(_options.MaximumFaces))
        {
            if (face.Width < 0.35f * faces[0].Width) continue;
            var (landmarks, presence) = _mesh.Run(frame, FaceRegion.FromDetection(face));
            if (presence < _options.MinimumPresence) continue;
            // A second look from the landmarks themselves: a chunk's first frame is then cut out as all others are.
            var piece = new FacePiece(index) { AfterCut = afterCut };
            if (Extend(piece, frame, FaceRegion.FromLandmarks(landmarks))) active.Add(piece);
        }
    }

    private static bool IsPlausible(Vector3[] landmarks, Frame frame)
    {
        var eyes = Vector3.Distance(landmarks[FaceLandmarks.LeftEyeOuter], landmarks[FaceLandmarks.RightEyeOuter]);
        var nose = landmarks[FaceLandmarks.NoseTip];
        return float.IsFinite(eyes) && eyes > 2 && nose.X > -eyes && nose.Y > -eyes && nose.X < frame.Width + eyes && nose.Y < frame.Height + eyes;
    }

    // Two pieces that slid onto one face: the older one goes on.
    private static void RemoveDoubles(List<FacePiece> active, List<FacePiece> finished)
    {
        for (var a = 0; a < active.Count; a++)
        {
            for (var b = active.Count - 1; b > a; b--)
            {
                if (Vector3.Distance(active[a].Last[FaceLandmarks.NoseTip], active[b].Last[FaceLandmarks.NoseTip]) > 0.4f * active[a].EyeDistance) continue;
                finished.Add(active[b].WithoutLast());
                active.RemoveAt(b);
            }
        }
    }
}
