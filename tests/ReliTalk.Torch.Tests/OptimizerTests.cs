using ReliTalk.Testing;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ReliTalk.Torch.Tests;

// Expected values: five steps of PyTorch 1.13 on the same function, run by hand.
[NoTensorLeaks]
public sealed class OptimizerTests
{
    [Fact]
    public void Adam_takes_PyTorchs_steps() =>
        Check(p => optim.Adam(p, 0.1), 1.5020839487096715, -1.4978162147823273, 2.4982480461015544, 1.0021175544361902);

    [Fact]
    public void Adam_with_decay_and_amsgrad_takes_PyTorchs_steps() =>
        Check(p => optim.Adam(p, 0.05, 0.8, 0.99, weight_decay: 0.1, amsgrad: true), 1.2536758822528327, -1.7465077644425908, 2.7474052825631556, 0.7535753647418877);

    [Fact]
    public void AdamW_takes_PyTorchs_steps() =>
        Check(p => optim.AdamW(p, 0.05, weight_decay: 0.2), 1.1971495434848047, -1.6558296486220447, 2.6068651677656733, 0.7216550139433485);

    [Fact]
    public void Momentum_takes_PyTorchs_steps() =>
        Check(p => optim.SGD(p, 0.05, 0.9, weight_decay: 0.01), 1.7485227142657782, -0.486569716554959, 2.0411727576013416, 1.2774935628874442);

    [Fact]
    public void Nesterov_takes_PyTorchs_steps() =>
        Check(p => optim.SGD(p, 0.05, 0.9, nesterov: true), 1.884948150319899, -0.21896246377398873, 1.887515078303414, 1.4237218615708933);

    [Fact]
    public void Groups_keep_their_own_rates_and_a_parameter_without_gradient_stays()
    {
        using DisposeScope scope = NewDisposeScope();
        Parameter a = new(ones(1)), b = new(ones(1)), idle = new(ones(1));
        using var adam = optim.Adam([new Adam.ParamGroup { Parameters = [a, idle] }, new Adam.ParamGroup([b], 0.5)], 0.1);
        (a + b).sum().backward();
        adam.step();
        Assert.Equal(0.9, a.ToDouble(), 5);
        Assert.Equal(0.5, b.ToDouble(), 5);
        Assert.Equal(1.0, idle.ToDouble());
        adam.zero_grad();
        Assert.Equal(0, a.grad!.ToDouble());
    }

    [Fact]
    public void Schedules_follow_their_formulas()
    {
        Check(o => optim.lr_scheduler.StepLR(o, 2, 0.5), t => Math.Pow(0.5, t / 2));
        Check(o => optim.lr_scheduler.CosineAnnealingLR(o, 10, 0.1), t => 0.1 + 0.9 * (1 + Math.Cos(Math.PI * t / 10)) / 2);
        Check(o => optim.lr_scheduler.LambdaLR(o, t => 1.0 / (1 + t)), t => 1.0 / (1 + t));
        Check(o => optim.lr_scheduler.ExponentialLR(o, 0.9), t => Math.Pow(0.9, t));
        Check(o => optim.lr_scheduler.MultiStepLR(o, [1, 3]), t => t < 1 ? 1 : t < 3 ? 0.1 : 0.01);

        static void Check(Func<optim.Optimizer, optim.lr_scheduler.LRScheduler> make, Func<int, double> rate)
        {
            using Parameter p = new(ones(1));
            using var sgd = optim.SGD([p], 1.0);
            var schedule = make(sgd);
            for (int t = 0; t < 6; t++)
            {
                Assert.Equal(rate(t), sgd.ParamGroups.Single().LearningRate, 12);
                Assert.Equal(rate(t), schedule.get_last_lr().Single(), 12);
                schedule.step();
            }
        }
    }

    [Fact]
    public void Clipping_scales_the_joint_norm_down_and_leaves_small_ones()
    {
        using DisposeScope scope = NewDisposeScope();
        Parameter a = new(zeros(1)), b = new(zeros(2));
        (a.sum() * 3 + b.sum() * 2).backward();
        Assert.Equal(Math.Sqrt(17), nn.utils.clip_grad_norm_([a, b], 1), 5);
        Assert.Equal(3 / Math.Sqrt(17), a.grad!.ToDouble(), 5);
        Assert.Equal(1, nn.utils.clip_grad_norm_([a, b], 10), 5);
        Assert.Equal(3 / Math.Sqrt(17), a.grad!.ToDouble(), 5);
    }

    private static void Check(Func<Parameter[], optim.Optimizer> make, params double[] expected)
    {
        using DisposeScope scope = NewDisposeScope();
        Parameter w = new(tensor(new[] { 1.0, -2.0, 3.0 })), b = new(tensor(new[] { 0.5 }));
        Tensor direction = tensor(new[] { 1.0, 2.0, -1.0 });
        using optim.Optimizer optimizer = make([w, b]);
        for (int i = 0; i < 5; i++)
        {
            optimizer.zero_grad();
            Tensor loss = ((w * direction).sum() + b[0] - i).pow(2) * 0.1 + w.pow(3).sum() * 0.01;
            loss.backward();
            optimizer.step();
        }
        Assert.Equal(expected[..3], w.data<double>().ToArray(), (x, y) => Math.Abs(x - y) < 1e-12);
        Assert.Equal(expected[3], b.ToDouble(), 12);
    }
}
