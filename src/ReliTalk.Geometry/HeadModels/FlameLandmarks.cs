using ReliTalk.Geometry.Tracking;
using ReliTalk.Learning.WeightFiles;
using TorchSharp;
using static TorchSharp.torch;

namespace ReliTalk.Geometry.HeadModels;

/// <summary>
/// Reads where landmarks lie on FLAME's triangles. Three layouts are published: the 51 inner points of the iBUG mark-up alone, those with a
/// full set of 68 for a face seen from the front, and points of MediaPipe's mesh with their indices.
/// </summary>
internal static class FlameLandmarks
{
    public static HeadLandmark[] Read(string path, int[] triangles)
    {
        var arrays = Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".npy" => NumpyFile.ReadObjects(path),
            ".npz" => NumpyFile.ReadArchive(path),
            _ => PickledArrays.Read(path),
        };
        if (arrays.ContainsKey("landmark_indices"))
        {
            var indices = Integers("landmark_indices");
            return [.. Places("lmk_face_idx", "lmk_b_coords").Select((place, i) => Pair(SurfacePoint.AtVertex(
                i < indices.Length && indices[i] is >= 0 and < FaceLandmarks.Count ? (int)indices[i] : throw Damaged("landmark_indices")), place, false))];
        }
        if (arrays.ContainsKey("full_lmk_faces_idx"))
            return Ibug(Places("full_lmk_faces_idx", "full_lmk_bary_coords"), 0);
        return arrays.ContainsKey("static_lmk_faces_idx")
            ? Ibug(Places("static_lmk_faces_idx", "static_lmk_bary_coords"), FaceLandmarks.JawLineCount)
            : Ibug(Places("lmk_face_idx", "lmk_b_coords"), FaceLandmarks.JawLineCount);

        HeadLandmark[] Ibug(SurfacePoint[] places, int first) => places.Length == FaceLandmarks.Ibug68.Count - first
            ? [.. places.Select((place, i) => Pair(FaceLandmarks.Ibug68[first + i], place, first + i < FaceLandmarks.JawLineCount))]
            : throw new WeightsFileException($"'{path}' has {places.Length} landmarks; {FaceLandmarks.Ibug68.Count - first} are expected.");

        SurfacePoint[] Places(string faces, string weights)
        {
            var face = Integers(faces);
            var values = Find(weights).to(ScalarType.Float32).contiguous().data<float>().ToArray();
            if (values.Length != 3 * face.Length) throw Damaged(weights);
            var places = new SurfacePoint[face.Length];
            for (var i = 0; i < face.Length; i++)
            {
                if (face[i] < 0 || 3 * face[i] + 2 >= triangles.Length) throw Damaged(faces);
                var t = 3 * (int)face[i];
                places[i] = new SurfacePoint(triangles[t], triangles[t + 1], triangles[t + 2], values[3 * i], values[3 * i + 1]);
            }
            return places;
        }

        long[] Integers(string name) => Find(name).to(ScalarType.Int64).contiguous().data<long>().ToArray();

        Tensor Find(string name) => arrays.TryGetValue(name, out var found) ? found : throw Damaged(name);

        WeightsFileException Damaged(string name) => new(
            $"'{path}' is not a landmark embedding of this head: '{name}' is missing or does not fit. Give landmark_embedding.npy, flame_static_embedding.pkl or mediapipe_landmark_embedding.npz.");

        static HeadLandmark Pair(SurfacePoint tracked, SurfacePoint surface, bool slides) => new(tracked, surface, slides);
    }
}
