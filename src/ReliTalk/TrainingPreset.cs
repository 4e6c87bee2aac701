namespace ReliTalk;

/// <summary>How much work a training run spends. Each preset sets network widths and step counts; the method is the same.</summary>
public enum TrainingPreset
{
    /// <summary>Small networks and few steps: about ten minutes for a 20 s clip on a two-core laptop.</summary>
    Draft = 0,

    /// <summary>Wider networks and more steps: an hour or more on a CPU, minutes on a GPU.</summary>
    Standard = 1,

    /// <summary>The widths of the paper and of its research code; meant for a GPU.</summary>
    Paper = 2,
}
