using System.Numerics;
using ReliTalk.Audio;
using ReliTalk.Audio.Streaming;
using ReliTalk.Evaluation;
using ReliTalk.Geometry;
using ReliTalk.Geometry.HeadModels;
using ReliTalk.Geometry.Tracking;
using ReliTalk.Learning.Models;
using ReliTalk.Learning.Networks;
using ReliTalk.Learning.Networks.Pretrained;
using ReliTalk.Learning.Optimisation;
using ReliTalk.Media;
using ReliTalk.Reflectance.Decomposition;
using ReliTalk.Reflectance.Lighting;
using ReliTalk.Reflectance.Shading;
using ReliTalk.Reflectance.Training;
using ReliTalk.Rendering;
using ReliTalk.Rendering.Areas;
using ReliTalk.Rendering.Bank;
using ReliTalk.Rendering.Networks;
using ReliTalk.Rendering.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace ReliTalk.Snippets;

internal static class Layers
{
    public static async Task Media()
    {
        #region media
        await using var reader = await VideoReader.OpenAsync("speaker.mp4", new() { Size = new(256, 256) });
        await using var writer = await VideoWriter.CreateAsync("out.mp4", new() { AudioFile = "speech.wav" });
        await foreach (var frame in reader.FramesAsync()) await writer.WriteAsync(frame);
        await writer.CompleteAsync();
        #endregion
    }

    public static async Task Geometry(float[] psi, Vector3 theta, IReadOnlyList<Frame> workFrames)
    {
        #region geometry
        var models = new ModelStore();
        await using var reader = await VideoReader.OpenAsync("speaker.mp4");
        using var tracker = FaceTracker.Load(models);

        ClipTrack track = (await tracker.TrackAsync(reader.FramesAsync())).Smoothed();   // source pixels
        PortraitCrop crop = PortraitCrop.Choose(track, size: 256);                       // one square for the clip
        HeadFit fit = HeadFitter.Fit(track.Mapped(crop), CanonicalHeadModel.Load(models));

        AlignedHead aligned = PhotometricAlignment.Align(fit, track.Mapped(crop), workFrames, CanonicalHeadModel.Load(models));

        var renderer = new FaceMapRenderer(aligned.Fit, size: 256);
        FaceMaps maps = renderer.Render(frame: 0);                                       // maps.NormalTensor(): N^ as [3, H, W]
        FaceMaps driven = renderer.Render(psi, theta, aligned.Fit.Poses[0]);             // any expression and jaw on any pose
        #endregion
    }

    public static async Task Speech(ModelStore models, float[] speech, Tensor psi, Tensor theta, float[] aperture, float[] otherSpeech, Action<ExpressionFrame> use)
    {
        #region audio
        using SpeechDriver driver = SpeechDriver.Train(models, new SpokenClip(speech, psi, theta) { Aperture = aperture });
        using ExpressionTrack track = driver.Predict(otherSpeech);                       // all at once
        await foreach (ExpressionFrame frame in driver.PredictAsync(AudioReader.BlocksAsync("lecture.mp3", 16000)))
            use(frame);                                                                  // or as the sound arrives
        #endregion
    }

    public static void Mouths(
        IReadOnlyList<IReadOnlyList<Vector3>> landmarks, int size, IReadOnlyList<BankFrame> frames, FaceresTrunk trunk, IProgress<TrainingProgress> progress,
        bool speechIsSilent, Func<BankFrame, MouthState> fromSpeech, byte[] pixels, CancellationToken token)
    {
        #region rendering
        // once: learn
        IReadOnlyList<MouthArea> areas = MouthArea.Follow(landmarks, size);                 // where, smoothed over the clip
        var bank = new FrameBank(size, frames);                                            // BankFrame(pixels, mouth, silent) each
        using RenderingModel model = RenderingTrainer.Train(bank, RenderingOptions.Draft, trunk, progress: progress, cancellationToken: token);

        // then: drive, one frame at a time, no look-ahead
        var path = new BankPath(bank);
        var renderer = new PortraitRenderer(model, bank);
        int behind = path.Next(speechIsSilent);
        MouthState wanted = fromSpeech(bank[behind]);                                      // expression and jaw, on this frame's pose and area
        renderer.Render(behind, wanted, pixels);
        #endregion
    }

    public static void Light(int frameCount, Func<int, ReflectanceFrame> frame)
    {
        #region reflectance
        using ReflectanceModel model = ReflectanceTrainer.Train(frameCount, frame, ReflectanceOptions.Draft);
        IntrinsicMaps maps = model.Decompose(frame(0));                                  // albedo, unit normals, specular weight
        LightTable sun = LightTable.Build(DirectionalLight.At(azimuth: 0.8f, elevation: 0.5f, irradiance: new Vector3(3)), model.Exponent);
        Frame relit = Relighter.Relight(maps, sun);
        #endregion
    }

    public static void Learn(
        nn.Module<Tensor, Tensor> network, nn.Module light, Tensor[] normals, Tensor truth, Tensor mask, IFeatureTrunk trunk, int steps, int frames,
        IProgress<TrainingProgress> progress, CancellationToken cancellationToken)
    {
        #region learning
        using var loop = new OptimisationLoop("local", new()
        {
            LearningRate = 2e-3, Schedule = LearningRateSchedule.Cosine(warmupSteps: 20), Seed = 1,
            Weights = new() { ["perceptual"] = 100 }, CheckpointPath = "work/local.safetensors",
        });
        loop.Add("local", network).Add("light", light, rate: 10);
        loop.Run(steps, step =>
        {
            var image = network.call(normals[step.Random.Next(frames)]);
            return new Losses { ["rgb"] = Loss.SquaredError(image, truth, mask), ["perceptual"] = PerceptualDistance.Between(trunk, image, truth) };
        }, progress, cancellationToken);
        #endregion
    }

    public static async Task Measure(CancellationToken token)
    {
        #region evaluation
        var protocol = new DriveProtocol { Training = new TrainingOptions { Preset = TrainingPreset.Draft }, ReportFolder = "report" };
        DriveRecord record = await protocol.RunAsync("speaker.mp4", cancellationToken: token);
        Console.WriteLine($"driven area: {record.Driven.Psnr:0.00} dB over {record.Frames} frames");
        #endregion
    }

    public static void FinerHead(ClipTrack track, PortraitCrop crop, ModelStore models)
    {
        #region finer-head
        HeadFit fit = HeadFitter.Fit(track.Mapped(crop), CanonicalHeadModel.Load(models));
        HeadFit finer = HeadSurfaceFitter.Fit(fit, HeadModelFile.Load("ict.safetensors"));
        #endregion
    }

    public static async Task OwnNetworks()
    {
        #region own-networks
        var asInThePaper = new TrainingOptions { HeadModelPath = "flame.safetensors", SpeechFeatures = SpeechFeatureKind.DeepSpeech, LipMesh = LipMeshKind.Voca };
        using var portrait = await Portrait.Train("speaker.mp4", asInThePaper).BuildAsync();
        #endregion
    }
}
