export async function save(){}
