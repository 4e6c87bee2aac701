using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ReliTalk.Audio.Expression;

/// <summary>
/// Self-attention of each frame over itself and the frames before it: y = x + gamma v(x) softmax(q(x)' k(x) + place)', <c>[T, C]</c> in and out. The trained gamma
/// starts at 0, so that training begins with the plain network.
/// </summary>
internal sealed class AdjacentAttention : Module<Tensor, Tensor>
{
    private const int Reduction = 4;

    private readonly Linear query;
    private readonly Linear key;
    private readonly Linear value;
    private readonly Parameter place;
    private readonly Parameter gamma;
    private readonly int _frames;

    /// <summary>Creates the block.</summary>
    /// <param name="channels">Channels in and out.</param>
    /// <param name="frames">Frames to attend to, the frame itself included.</param>
    internal AdjacentAttention(int channels, int frames) : base(nameof(AdjacentAttention))
    {
        _frames = frames;
        query = Linear(channels, channels / Reduction);
        key = Linear(channels, channels / Reduction);
        value = Linear(channels, channels);
        place = Parameter(zeros(1, frames));
        gamma = Parameter(zeros(1));
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var total = input.shape[0];
        var rows = (arange(total, int64, input.device).unsqueeze(1) + arange(_frames, int64, input.device) - (_frames - 1)).clamp(0, total - 1).reshape(-1);
        var keys = key.call(input).index_select(0, rows).reshape(total, _frames, -1);
        var values = value.call(input).index_select(0, rows).reshape(total, _frames, -1);
        var scores = (query.call(input).unsqueeze(1) * keys).sum(2) / Math.Sqrt(keys.shape[2]);
        var weights = (scores + place).softmax(1);
        return (input + gamma * (weights.unsqueeze(2) * values).sum(1)).MoveToOuterDisposeScope();
    }
}
