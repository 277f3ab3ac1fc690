using Portal.Bench;

switch (args)
{
    case [SingleRun.Own or SingleRun.Skia or SingleRun.Layout or SingleRun.Deflate or SingleRun.Volumes, var input, var output]:
        Console.WriteLine(SingleRun.Execute(args[0], input, output, workers: 1).ToJson());
        return 0;
    case [SingleRun.Volumes, var input, var output, var workers]:
        Console.WriteLine(SingleRun.Execute(args[0], input, output, int.Parse(workers, System.Globalization.CultureInfo.InvariantCulture)).ToJson());
        return 0;
    default:
        Console.Error.WriteLine("Portal.Bench own|skia|layout|deflate|volumes INPUT OUTPUT [WORKERS]; see bench/README.md for the whole comparison.");
        return 2;
}
