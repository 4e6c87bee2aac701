using System.Buffers.Binary;
using ReliTalk.Learning.Networks;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace ReliTalk.Learning.TFLite;

/// <summary>
/// The custom operators of the attention mesh (Grishchenko et al. 2020, "Attention Mesh": crops of a feature map that follow the lips and
/// eyes) and of the portrait segmentation, written with differentiable torch calls.
/// </summary>
internal static class TFLiteCustomOperators
{
    public static Func<Tensor[], Tensor> Compile(TFLiteOperation op) => op.Custom switch
    {
        "Landmarks2TransformMatrix" => LandmarksToMatrix(op),
        "TransformTensorBilinear" => CropFeatures(op),
        "TransformLandmarks" => TransformLandmarks(op),
        "Convolution2DTransposeBias" => TransposedConvolution(op),
        _ => throw op.Unsupported("is a custom kind"),
    };

    /// <summary>
    /// Landmarks [B, N, 3] to the matrix [B, 4, 4] that takes crop pixels to feature-map pixels: the crop is the bounding box of some
    /// landmarks, turned so that the line between two of them is level, enlarged by a factor.
    /// </summary>
    private static Func<Tensor[], Tensor> LandmarksToMatrix(TFLiteOperation op)
    {
        var x = op.Slot(0);
        var options = op.CustomMap();
        int left = options.Int32("left_rotation_idx"), right = options.Int32("right_rotation_idx");
        float width = options.Int32("output_width"), height = options.Int32("output_height");
        float scaleX = options.Single("scale_x"), scaleY = options.Single("scale_y"), target = options.Single("target_rotation_radians");
        var points = options.Int32s("subset_idxs");
        if (op.Shape(0) is not [_, var count, _] || points.Append(left).Append(right).Any(point => (uint)point >= (uint)count) || width < 1 || height < 1)
            throw op.Unsupported("names landmarks that do not exist");
        var subset = op.Keep(tensor(Array.ConvertAll(points, point => (long)point)));
        var scale = op.Keep(tensor(new[] { scaleX / width, scaleY / height }));
        var middle = op.Keep(tensor(new[] { width / 2, height / 2 }).reshape(2, 1));
        var thirdAndFourthRow = op.Keep(tensor(new float[] { 0, 0, 1, 0, 0, 0, 0, 1 }).reshape(1, 2, 4));
        var thirdColumn = op.Keep(zeros(1, 2, 1));
        var (cosTarget, sinTarget) = (MathF.Cos(target), MathF.Sin(target));

        return values =>
        {
            var landmarks = values[x].narrow(2, 0, 2);
            var line = landmarks.select(1, right) - landmarks.select(1, left);
            line = line / line.norm(1, keepdim: true);
            var (dx, dy) = (line.select(1, 0), line.select(1, 1));
            // The turn r = target - atan2(line), as cosine and sine.
            var cos = dx * cosTarget + dy * sinTarget;
            var sin = dx * sinTarget - dy * cosTarget;
            var turnBack = stack([cos, sin, -sin, cos], 1).reshape(-1, 2, 2);

            // p turned = R p, as row vectors p R^T; turnBack is R^T.
            var turned = landmarks.index_select(1, subset).matmul(turnBack);
            var (low, high) = (turned.amin([1]), turned.amax([1]));
            var linear = turnBack * ((high - low) * scale).unsqueeze(1);
            var centre = turnBack.matmul(((low + high) * 0.5f).unsqueeze(2));
            var offset = centre - linear.matmul(middle);
            var batch = offset.shape[0];
            var top = cat([linear, thirdColumn.expand(batch, 2, 1), offset], 2);
            return cat([top, thirdAndFourthRow.expand(batch, 2, 4)], 1);
        };
    }

    /// <summary>Features [B, C, h, w] and a matrix [B, 4, 4] to a crop [B, C, H, W], bilinear; a sample outside the map is 0.</summary>
    private static Func<Tensor[], Tensor> CropFeatures(TFLiteOperation op)
    {
        var options = op.CustomMap();
        var (features, matrix) = (op.Slot(0), op.Slot(1));
        int width = options.Int32("output_width"), height = options.Int32("output_height");
        if (op.Shape(0) is not [_, var mapHeight, var mapWidth, _] || width is < 1 or > 4096 || height is < 1 or > 4096) throw op.Unsupported("has an unusual size");
        var last = op.Keep(tensor(new float[] { mapWidth - 1, mapHeight - 1 }));
        // Rows of (x + 0.5, y + 0.5, 1) for every pixel of the crop.
        var pixels = op.Keep(stack(
        [
            (arange(width).to(float32) + 0.5f).unsqueeze(0).expand(height, width),
            (arange(height).to(float32) + 0.5f).unsqueeze(1).expand(height, width),
            ones(height, width),
        ], 2).reshape(1, (long)height * width, 3));

        return values =>
        {
            var map = values[features];
            var rows = values[matrix].narrow(1, 0, 2);
            var affine = cat([rows.narrow(2, 0, 2), rows.narrow(2, 3, 1)], 2);
            var position = pixels.matmul(affine.transpose(1, 2)) - 0.5f;
            var inside = (position.ge(0).logical_and(position.le(last))).all(2).to(map.dtype);
            var grid = (position * (2f / last) - 1f).reshape(-1, height, width, 2);
            return grid_sample(map, grid, GridSampleMode.Bilinear, GridSamplePaddingMode.Zeros, align_corners: true)
                * inside.reshape(-1, 1, height, width);
        };
    }

    /// <summary>Points [B, N, 2] moved by the first two rows of a matrix [B, 4, 4].</summary>
    private static Func<Tensor[], Tensor> TransformLandmarks(TFLiteOperation op)
    {
        var (points, matrix) = (op.Slot(0), op.Slot(1));
        return values =>
        {
            var rows = values[matrix].narrow(1, 0, 2);
            return values[points].matmul(rows.narrow(2, 0, 2).transpose(1, 2)) + rows.select(2, 3).unsqueeze(1);
        };
    }

    /// <summary>
    /// A transposed convolution whose kernel is as large as its stride: every input pixel becomes its own block, which is a 1x1 convolution
    /// to one channel a place in the block, followed by a rearrangement.
    /// </summary>
    private static Func<Tensor[], Tensor> TransposedConvolution(TFLiteOperation op)
    {
        var x = op.Slot(0);
        var options = op.CustomOptions.Span;
        if (options.Length < 12) throw op.Unsupported("lacks its strides");
        var (strideX, strideY) = (BinaryPrimitives.ReadInt32LittleEndian(options[4..]), BinaryPrimitives.ReadInt32LittleEndian(options[8..]));
        if (op.Shape(1) is not [var outputs, var kernelY, var kernelX, var inputs] || kernelX != strideX || kernelY != strideY
            || op.Shape(0) is not [_, _, _, var channels] || channels != inputs)
            throw op.Unsupported("has a kernel that is not as large as its stride");
        if (op.Shape(2).Aggregate(1L, (a, b) => a * b) != outputs) throw op.Unsupported("has a bias that does not fit");
        var weight = op.Keep(op.Constant(1).reshape((long)outputs * kernelY * kernelX, inputs, 1, 1));
        var bias = op.Keep(op.Constant(2).reshape(outputs, 1).expand(outputs, (long)kernelY * kernelX).reshape(-1));
        return values =>
        {
            var size = values[x].shape;
            return PointwiseConvolution.Apply(values[x], weight, bias)
                .reshape(size[0], outputs, kernelY, kernelX, size[2], size[3])
                .permute(0, 1, 4, 2, 5, 3)
                .reshape(size[0], outputs, size[2] * kernelY, size[3] * kernelX);
        };
    }
}
